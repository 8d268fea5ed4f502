// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Simulation
import Synchronization
import Testing

@testable import Understudy

/// A saved journal says all that is needed to do the same again.
struct ReplayTests {
    /// A file that goes when the test is over.
    final class Scratch {
        let path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
        var text: String { get throws { try String(contentsOfFile: path, encoding: .utf8) } }

        func rewrite(_ change: (String) -> String) throws {
            try change(text).write(toFile: path, atomically: false, encoding: .utf8)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    static let json = [(name: "Content-Type", value: "application/json")]

    /// A run with everything that leaves a mark: spaces, clocks, scenarios, faults, signals, forks, resets, bad requests.
    private func play(_ harness: Harness) throws {
        _ = try harness.submit()
        try harness.control("POST", "/spaces", #"{"name": "a", "seed": 9, "clock": {"mode": "auto"}}"#)
        let first = try harness.submit(prefix: "/~a")
        for _ in 0..<3 { _ = try harness.read(first, prefix: "/~a") }
        try harness.control("POST", "/spaces/a/fork", #"{"as": "b"}"#)
        _ = try harness.read(first, prefix: "/~b")
        try harness.control("PUT", "/spaces/b/scenario", #"{"name": "flaky-server"}"#)
        for _ in 0..<6 { _ = try harness.send("GET", "/~b/promptwatch/api/v2/content", headers: Harness.key) }
        try harness.control("PUT", "/spaces/b/contract", #"{"mode": "enforce"}"#)
        _ = try harness.send("GET", "/~b/promptwatch/api/v2/content?colour=red", headers: Harness.key)
        _ = try harness.send("POST", "/~b/promptwatch/api/v2/content/create", headers: Harness.key, body: "{")
        _ = try harness.send("GET", "/~b/promptwach/x")
        _ = try harness.send("GET", "/~b/promptwatch/api/v2/contents/%FF")
        try harness.control("PUT", "/spaces/default/scenario", #"{"name": "stuck"}"#)
        let stuck = try harness.submit(title: "naïve 😀")
        harness.pass(.seconds(60))
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by": "90s"}"#)
        try harness.control("POST", "/spaces/default/jobs/\(stuck)/signal", #"{"signal": "fail", "reason": "no"}"#)
        _ = try harness.read(stuck)
        try harness.control("PATCH", "/spaces/default/clock", #"{"mode": "real", "speed": 60}"#)
        harness.pass(.seconds(1))
        _ = try harness.read(try harness.submit())
        try harness.control("POST", "/spaces/default/reset")
        _ = try harness.read(try harness.submit())
        try harness.control("DELETE", "/spaces/b")
        try harness.control("POST", "/spaces", #"{"name": "b", "scenario": "slow"}"#)
        _ = try harness.read(try harness.submit(prefix: "/~b"), prefix: "/~b")
    }

    @Test("Every answer comes again, byte for byte")
    func everything() throws {
        let scratch = Scratch()
        try play(Harness(journal: scratch.path))
        let result = try JournalReplay.run(scratch.path)
        #expect(result.first == nil, "\(result.first.map(String.init(describing:)) ?? "")")
        #expect(result.differing == 0)
        #expect(result.requests > 20)
        #expect(result.spaces == 4)
        #expect(result.warnings.isEmpty)
    }

    @Test(
        "The life of each document comes again",
        arguments: [Check.jobs, .lists, .idempotency, .webhooks])
    func suite(check: Check) throws {
        for document in try PlayedDocument.all.map({ try $0.get() }) {
            var files: [Scratch] = []
            let visitor = Visitor(document.described, store: document.store) {
                files.append(Scratch())
                return (files[files.count - 1].path, document.source)
            }
            try check.run(visitor)
            var requests = 0
            for file in files {
                let result = try JournalReplay.run(file.path, store: document.store)
                requests += result.requests
                #expect(result.differing == 0, "\(result.first.map(String.init(describing:)) ?? "")")
            }
            #expect(requests > 0 || visitor.judged == 0, "\(document.described.id)")
        }
    }

    @Test("What receivers of webhooks answered is part of it")
    func webhooks() throws {
        let scratch = Scratch()
        let receiver = ReceiverInMemory { $0 < 3 ? WebhookReceipt(status: 500) : WebhookReceipt(status: 200) }
        let harness = Harness(receiver: receiver, journal: scratch.path)
        let order = #"{"api": "seo-agent", "url": "http://127.0.0.1:9/hook"}"#
        try harness.control("POST", "/spaces/default/webhooks", order)
        let key = [(name: "Authorization", value: "Bearer sk_live_x")]
        let answer = try harness.send(
            "POST", "/seo-agent/api/v1/agents/audit", headers: key, body: #"{"domain": "example.com"}"#)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by": "3h"}"#)
        #expect(receiver.requests.count >= 3, "\(answer.text)")
        _ = try harness.send("GET", "/seo-agent/api/v1/projects", headers: key)
        #expect(try scratch.text.contains("recordAttempt"))
        let result = try JournalReplay.run(scratch.path)
        #expect(result.differing == 0, "\(result.first.map(String.init(describing:)) ?? "")")
        #expect(result.requests == 2)
    }

    @Test("Requests of many threads are written in the order in which they were done")
    func threads() async throws {
        let scratch = Scratch()
        let harness = Harness(clock: ClockSetting(mode: .auto), journal: scratch.path)
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for _ in 0..<25 {
                        guard let id = try? harness.submit(prefix: thread % 2 == 0 ? "" : "/~odd") else { continue }
                        _ = try? harness.read(id, prefix: thread % 2 == 0 ? "" : "/~odd")
                    }
                }
            }
        }
        let result = try JournalReplay.run(scratch.path)
        #expect(result.first == nil, "\(result.first.map(String.init(describing:)) ?? "")")
        #expect(result.requests == 400)
    }

    @Test("The first answer that differs is shown with its place")
    func difference() throws {
        let scratch = Scratch()
        let harness = Harness(journal: scratch.path)
        let id = try harness.submit()
        _ = try harness.read(id)
        // Somebody who changed the document would see just this.
        try scratch.rewrite { text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.map { $0.contains("GET /promptwatch") ? $0.replacing("PENDING", with: "WAITING") : $0 }
                .joined(separator: "\n")
        }
        let result = try JournalReplay.run(scratch.path)
        let first = try #require(result.first)
        #expect(result.differing == 1 && result.requests == 2)
        #expect(first.number == 2 && first.space == "default")
        #expect(first.place == "\(scratch.path):5")
        #expect(first.part.hasPrefix("body at byte "))
        #expect(first.recorded.contains("WAITING") && first.now.contains("PENDING"))
        #expect(first.request == "GET /promptwatch/api/v2/content/\(id)")
    }

    @Test("A file that a dying process did not finish is replayed as far as it goes")
    func cutOff() throws {
        let scratch = Scratch()
        let harness = Harness(journal: scratch.path)
        _ = try harness.read(try harness.submit())
        try scratch.rewrite { String($0.dropLast(20)) }
        let result = try JournalReplay.run(scratch.path)
        #expect(result.requests == 1 && result.differing == 0)
        #expect(result.warnings == ["\(scratch.path):5: the last line is cut off and was left out"])
    }

    @Test(
        "A file that is no journal is refused with its line",
        arguments: [
            ("", "error: the file is empty"),
            ("{\"type\": \"server\"", "error: the file is empty"),
            ("x\n", ":1:1: error: "),
            ("{}\n", ":1:1: error: this is no line that a server wrote: the first one names the program"),
            ("{\"type\":\"server\",\"form\":9}\n", "its form is 9, and this program reads 1"),
            ("HEAD{\"type\":\"spce\"}\n", ":2:1: error: this is no line that a server wrote: there is no kind of line"),
            (
                "HEAD{\"type\":\"request\",\"space\":3,\"wall\":1}\n",
                ":2:1: error: this is no line that a server wrote: space 3 was never made"
            ),
            (
                "HEAD{\"type\":\"space\",\"space\":1,\"contract\":{\"mode\":\"report\",\"rules\":{}},"
                    + "\"world\":{\"version\":2,\"content\":{}}}\n",
                "serialised with version 2 of the form"
            ),
        ])
    func refusals(text: String, said: String) throws {
        let scratch = Scratch()
        _ = Harness(journal: scratch.path)
        try scratch.rewrite { text.replacing("HEAD", with: $0) }
        let failure = #expect(throws: ServerFailure.self) { try JournalReplay.run(scratch.path) }
        #expect(failure?.description.contains(said) ?? false, "\(failure?.description ?? "")")
    }

    @Test("Bytes that are no text pass through base 64", arguments: 0..<64)
    func base64(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
        let text = Base64.text(of: bytes)
        #expect(text == Data(bytes).base64EncodedString())
        #expect(Base64.bytes(of: text) == bytes)
        #expect(Base64.bytes(of: text + "=") == nil)
        #expect(count == 0 || Base64.bytes(of: "*" + text.dropFirst()) == nil)
    }
}
