// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing
import Understudy

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

struct ServingTests {
    private struct Mistake: Error {}

    /// The status that a URL is answered with; `nil` where nobody listens.
    private func status(_ url: String) async throws -> Int? {
        let url = try #require(URL(string: url + "/_understudy/v1/health"))
        do {
            let (_, response) = try await URLSession.shared.data(from: url)
            return (response as? HTTPURLResponse)?.statusCode
        } catch is URLError {
            return nil
        }
    }

    @Test("A server is stopped when its scope ends, also with an error")
    func scope() async throws {
        var urls: [String] = []
        await #expect(throws: Mistake.self) {
            try await UnderstudyServer.serving { server in
                let url = try #require(try await server.start().first).url
                #expect(try await status(url) == 200)
                urls.append(url)
                throw Mistake()
            }
        }
        #expect(urls.count == 1)
        #expect(try await status(urls[0]) == nil)
    }

    @Test("A scope gives what its body gives, and what is wrong with its options")
    func values() async throws {
        #expect(try await UnderstudyServer.serving(.inMemory) { _ in 7 } == 7)
        var options = ServerOptions.inMemory
        options.scenario = "slwo"
        let error = await #expect(throws: ServerFailure.self) { try await UnderstudyServer.serving(options) { _ in } }
        #expect(error?.description.contains("did you mean \"slow\"?") == true)
    }

    @Test("A port that is taken is named")
    func portTaken() async throws {
        try await UnderstudyServer.serving { server in
            let address = try #require(try await server.start().first)
            var options = ServerOptions.onFreePort
            options.port = address.port
            let error = await #expect(throws: ServerFailure.self) {
                try await UnderstudyServer.serving(options) { _ in }
            }
            #expect(error?.description.hasPrefix("cannot listen on 127.0.0.1:\(address.port)") == true)
        }
    }

    @Test("Whoever comes first starts a shared server, and all find it where it is", arguments: [2, 40])
    func sharedStart(count: Int) async throws {
        let server = try UnderstudyServer(options: .onFreePort)
        let urls = try await withThrowingTaskGroup(of: String.self) { tasks in
            for _ in 0..<count { tasks.addTask { try await server.space().baseURL(of: UnderstudySpace.api) } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        let ports = Set(urls.compactMap { URL(string: $0)?.port })
        #expect(ports.count == 1)
        #expect(Set(urls).count == count)
        #expect(try await server.start().map(\.port) == Array(ports))
        try await server.shutdown()
        let error = await #expect(throws: ServerFailure.self) { try await server.start() }
        #expect(error?.description.hasPrefix("the server was shut down") == true)
    }

    @Test("What clients need leads into the space, by URL as by credential")
    func clients() async throws {
        try await UnderstudyServer.serving { server in
            let space = try await server.space("checkout", clock: .manual)
            let address = try #require(try await server.start().first)
            #expect(try space.baseURL(of: UnderstudySpace.api) == "\(address.url)/~checkout/writerzroom")
            let plain = "\(address.url)/writerzroom"
            let byKey = ArticleClient(baseURL: plain, key: try space.credential(of: UnderstudySpace.api))
            let id = try await byKey.order("tides")
            #expect(try space.job(id).state == .pending)
            #expect(try server.standardSpace().requests().isEmpty)
        }
    }

    @Test("A mistaken API is answered with the one that was meant")
    func unknownAPI() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space()
            let found = await failure { try space.baseURL(of: "writerzrom", fileID: "A/B.swift", line: 3) }
            #expect(found?.code == "api-unknown")
            #expect(
                found?.description
                    == "A/B.swift:3: there is no API \"writerzrom\"; did you mean \"writerzroom\"?")
        }
    }
}
