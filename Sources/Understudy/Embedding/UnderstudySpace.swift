// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// One isolated world of a server, as a test sees it: its clients' base URLs, its clock, its jobs, its journal.
///
/// `UnderstudyServer.space` makes one. What it shows of a deleted space is how it was at its end.
public struct UnderstudySpace: Sendable {
    let server: UnderstudyServer
    let host: SpaceHost

    /// The space's name.
    public var name: String { host.name }

    /// The seed that identifiers and texts are made from.
    public var seed: UInt64 { host.withLock(at: server.clock()) { $0.space.seed } }

    /// The base URL of an API, which leads into this space whatever the credential.
    ///
    /// In memory nobody listens there; `UnderstudyServer.respond(to:)` takes URLs that begin with it.
    ///
    /// - Parameters:
    ///   - api: the API's id, such as `acme`.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: a URL without a slash at its end, with the path that the vendor's base URL has.
    /// - Throws: `UnderstudyFailure` where there is no such API, and where the server does not run.
    public func baseURL(of api: String, fileID: String = #fileID, line: Int = #line) throws -> String {
        let place = CallSite(fileID, line)
        guard let addresses = server.addresses else {
            throw UnderstudyFailure("server-stopped", "the server does not run", at: place)
        }
        return try settings(of: api, url: (addresses.first?.url ?? "http://localhost") + "/~" + name, place).baseURL
    }

    /// A credential of an API that leads into this space whatever the URL: for clients that connect to a fixed host.
    ///
    /// - Parameters:
    ///   - api: the API's id, such as `acme`.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: a key or token, without a scheme such as `Bearer` before it.
    /// - Throws: `UnderstudyFailure` where there is no such API.
    public func credential(of api: String, fileID: String = #fileID, line: Int = #line) throws -> String {
        try settings(of: api, url: "", CallSite(fileID, line)).credential + "~" + name
    }

    private func settings(of id: String, url: String, _ place: CallSite) throws -> ClientSettings {
        ClientSettings(try api(id, place), url: url, webhookSecret: server.spaces.webhookSecrets[id])
    }

    /// The API as this space plays it.
    func api(_ id: String, _ place: CallSite) throws(UnderstudyFailure) -> CompiledAPI {
        let api = try failures(at: place) { try host.api(id, at: server.clock()) }
        guard let api else {
            let hint = NameSuggestion.hint(for: id, among: server.store.ids).map { "; \($0)" } ?? ""
            throw UnderstudyFailure("api-unknown", "there is no API \"\(id)\"\(hint)", at: place)
        }
        return api
    }

    /// Sends a request to an API of this space without a socket, with a credential where it has none.
    ///
    /// - Parameters:
    ///   - request: its target is the path below the API's base URL, such as `/reports?limit=5`.
    ///   - api: the API's id, such as `acme`.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the answer.
    /// - Throws: what `UnderstudyServer.respond(to:)` throws, and `UnderstudyFailure` where there is no such API.
    @discardableResult
    public func send(
        _ request: UnderstudyServer.Request, to api: String, fileID: String = #fileID, line: Int = #line
    ) async throws -> UnderstudyServer.Response {
        let place = CallSite(fileID, line)
        guard request.target.hasPrefix("/") else {
            throw UnderstudyFailure(
                "request-invalid", "the target \"\(request.target)\" is no path; it begins with \"/\"", at: place)
        }
        let compiled = try self.api(api, place)
        var request = request
        if let field = compiled.credentialField(try credential(of: api)), request.headers[field.name] == nil {
            request.headers.fields.append(field)
        }
        request.target = "/~\(name)/\(api)\(compiled.basePath)\(request.target)"
        return try await server.respond(to: request, fileID: fileID, line: line)
    }

    // MARK: The space as a whole

    /// Puts the space back to how it was made: the same seed and scenario, no jobs, an empty journal.
    public func reset() {
        host.reset(at: server.clock())
    }

    /// Copies the space: the same jobs, records, rules and time, with a journal that is empty.
    ///
    /// - Parameters:
    ///   - name: the copy's name; `nil` makes one.
    ///   - test: the calling function.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the copy, which goes its own way from here.
    /// - Throws: `UnderstudyFailure` where the name is taken.
    public func forked(
        as name: String? = nil, test: String = #function, fileID: String = #fileID, line: Int = #line
    ) throws -> UnderstudySpace {
        try failures(at: CallSite(fileID, line)) {
            let made = name ?? server.freeSpaceName(for: test)
            return UnderstudySpace(server: server, host: try server.spaces.fork(host, as: made, at: server.clock()))
        }
    }

    /// Forgets the space and everything in it; a client that names it afterwards makes a new one.
    ///
    /// - Parameters:
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Throws: `UnderstudyFailure` where it was deleted before, and for the space `default`.
    public func delete(fileID: String = #fileID, line: Int = #line) throws {
        try failures(at: CallSite(fileID, line)) {
            let host = try server.spaces.delete(name)
            host.endWebhooks(at: server.clock())
            host.releaseHeld()
        }
    }
}

extension CompiledAPI {
    /// The header field that carries a credential; `nil` where the API takes none, or none in a header.
    fileprivate func credentialField(_ credential: String) -> UnderstudyServer.Headers.Field? {
        let plans = allCredentials.filter { $0.location == .header }.sorted { $0.name < $1.name }
        guard let plan = plans.first else { return nil }
        switch plan.form {
        case .apiKey: return .init(name: plan.name, value: credential)
        case .scheme(let word):
            return .init(name: plan.name, value: "\(word.prefix(1).uppercased())\(word.dropFirst()) \(credential)")
        }
    }
}
