// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Simulation
import Testing

@testable import Understudy

/// What the report says of receivers of webhooks.
struct WebhookFindingTests {
    private static let bearer = [(name: "Authorization", value: "Bearer sk_live_1")]

    /// A harness with a subscriber of finished audits.
    private func harness(
        _ receiver: ReceiverInMemory, mode: ClockMode = .manual, subscription: String = ""
    ) throws -> (harness: Harness, webhook: String) {
        let harness = Harness(clock: ClockSetting(mode: mode), receiver: receiver)
        let made = try harness.control(
            "POST", "/spaces/default/webhooks",
            #"{"api":"seo-agent","url":"http://127.0.0.1:9/hook","events":["audit.completed"]\#(subscription)}"#)
        return (harness, made["id"]?.stringValue ?? "")
    }

    private func audit(_ harness: Harness, domain: String = "example.com") throws {
        let answer = try harness.send(
            "POST", "/seo-agent/api/v1/agents/audit", headers: Self.bearer, body: #"{"domain":"\#(domain)"}"#)
        guard answer.status == 202 else { throw UnexpectedStatus(response: answer) }
    }

    private func runUntilIdle(_ harness: Harness) throws {
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
    }

    @Test("A job whose end a webhook told was not given up, and the event counts as exercised")
    func told() throws {
        let (harness, _) = try harness(ReceiverInMemory())
        try audit(harness)
        #expect(try harness.rules() == ["job-abandoned"], "before its end nothing was told")
        try runUntilIdle(harness)
        #expect(try harness.rules() == [])
        let coverage = try harness.report()["coverage"]?.arrayValue?.first
        #expect(coverage?["events"] == ["article.published": 0, "audit.completed": 1])
        #expect(coverage?["eventCount"] == ["exercised": 1, "available": 2])
    }

    @Test("A job whose webhook nobody took was given up")
    func untold() throws {
        let (harness, _) = try harness(
            ReceiverInMemory { _ in WebhookReceipt(status: 500, error: "answered with 500") })
        try audit(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"10m"}"#)
        #expect(try Set(harness.rules()) == ["job-abandoned", "webhook-refused"])
    }

    @Test("A valid delivery that is not answered with 2xx is refused, however it ends")
    func refused() throws {
        let (harness, _) = try harness(
            ReceiverInMemory { ordinal in
                ordinal < 3 ? WebhookReceipt(status: 500, error: "answered with 500") : WebhookReceipt(status: 204)
            })
        try audit(harness)
        try runUntilIdle(harness)
        let found = try harness.findings()
        #expect(found.map { $0["rule"] } == ["webhook-refused"])
        #expect(found.first?["occurrences"] == 2)
        #expect(found.first?["deliveries"] == [1])
        #expect(found.first?["requests"] == [])
        #expect(found.first?["operation"] == "audit.completed")
        #expect(found.first?["source"]?.stringValue?.hasPrefix("openapi/seo-agent.yaml:") == true)
    }

    @Test("A receiver that a scenario lets be down has done nothing wrong")
    func scripted() throws {
        let (harness, _) = try harness(ReceiverInMemory())
        try harness.control("PUT", "/spaces/default/scenario", #"{"name":"down","deliveries":{"down":2}}"#)
        try audit(harness)
        try runUntilIdle(harness)
        #expect(try harness.rules() == [])
    }

    @Test("No answer in time is slow")
    func slow() throws {
        let receiver = ReceiverInMemory { _ in nil }
        let (harness, _) = try harness(receiver, mode: .real)
        try audit(harness)
        harness.pass(.seconds(600))
        // The scripted end of the job is long past; its delivery is on its way.
        try #require(receiver.requests.count == 1)
        harness.pass(.seconds(10))
        receiver.release(WebhookReceipt(error: "no answer within 10 s", blame: .silence))
        let found = try harness.findings().filter { $0["kind"] == "webhook" }
        #expect(found.map { $0["rule"] } == ["webhook-slow"])
        #expect(found.first?["deliveries"] == [1])
    }

    @Test("An answer that takes longer than the document asks for is slow, one in time is not", arguments: [3, 1])
    func within(seconds: Int64) throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/sixth-api.yaml")
        let text = try String(contentsOf: url, encoding: .utf8).replacing(
            "\npaths:\n", with: "\nx-sim-etiquette: { webhook-slow: { within: 2s, source: soon } }\npaths:\n",
            maxReplacements: 1)
        let store = APIStore()
        _ = try store.add(text: text, file: "sixth-api.yaml")
        let receiver = ReceiverInMemory { _ in nil }
        let harness = Harness(store: store, clock: ClockSetting(mode: .real), receiver: receiver)
        try harness.control(
            "POST", "/spaces/default/webhooks", #"{"api":"earshot","url":"http://127.0.0.1:9/hook"}"#)
        try WebhookPipelineTests.order(harness)
        harness.pass(.seconds(600))
        try #require(!receiver.requests.isEmpty)
        harness.pass(.seconds(seconds))
        receiver.release(WebhookReceipt(status: 200))
        let found = try harness.findings().filter { $0["kind"] == "webhook" }
        #expect(found.map { $0["rule"] } == (seconds > 2 ? ["webhook-slow"] : []))
        #expect(found.isEmpty || found[0]["guidance"] == "soon")
    }

    @Test("A receiver that compares clocks cannot be blamed for a space that is far away")
    func farClock() throws {
        func rules(_ subscription: String) throws -> (rules: [String], notJudged: [String]) {
            let receiver = ReceiverInMemory { _ in WebhookReceipt(status: 401, error: "answered with 401") }
            let (harness, _) = try harness(receiver, subscription: subscription)
            try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"24h"}"#)
            try audit(harness)
            try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"5m"}"#)
            let reasons = try harness.report()["notJudged"]?.arrayValue ?? []
            return (
                try harness.rules().filter { $0.hasPrefix("webhook") }, reasons.compactMap { $0["rule"]?.stringValue }
            )
        }
        let far = try rules("")
        #expect(far.rules == [])
        #expect(far.notJudged.contains("webhook-refused"))
        #expect(try rules(#","timestamps":"wall""#).rules == ["webhook-refused"])
    }

    @Test("A probe finds each forgery that was accepted, and nothing of a receiver that verifies")
    func probes() throws {
        let credulous = try harness(ReceiverInMemory())
        try credulous.harness.control("POST", "/spaces/default/webhooks/\(credulous.webhook)/probe", "{}")
        let found = try credulous.harness.findings()
        #expect(found.allSatisfy { $0["rule"] == "webhook-forgery-accepted" && $0["severity"] == "error" })
        #expect(
            found.compactMap { $0["subject"]?.stringValue } == [
                "wrong-secret", "stale-timestamp", "altered-body", "truncated",
            ])
        #expect(found.first?["fingerprint"] == "webhook-forgery-accepted|seo-agent|audit.completed|wrong-secret")
        // In the order of the probe's messages.
        let good = try harness(
            ReceiverInMemory { WebhookReceipt(status: [200, 401, 401, 401, 200, 200, 400, 200][$0 - 1]) })
        try good.harness.control("POST", "/spaces/default/webhooks/\(good.webhook)/probe", "{}")
        #expect(try good.harness.rules() == [])
        let deaf = try harness(ReceiverInMemory { _ in WebhookReceipt(status: 401, error: "answered with 401") })
        try deaf.harness.control("POST", "/spaces/default/webhooks/\(deaf.webhook)/probe", "{}")
        #expect(
            try deaf.harness.findings().map { "\($0["rule"]?.stringValue ?? "") \($0["subject"]?.stringValue ?? "")" }
                == [
                    "webhook-refused valid", "webhook-refused duplicate", "webhook-refused reordered",
                    "webhook-refused slow",
                ])
        try deaf.harness.control("POST", "/spaces/default/reset")
        #expect(try deaf.harness.rules() == [], "a reset forgets probes")
    }

    @Test("Work that is done again after a repeated event shows, and other work does not", arguments: [true, false])
    func processedTwice(isRepeated: Bool) throws {
        let (harness, _) = try harness(ReceiverInMemory())
        try audit(harness)
        try runUntilIdle(harness)
        harness.pass(.seconds(1))
        try audit(harness)
        try runUntilIdle(harness)
        harness.pass(.seconds(1))
        try harness.control("POST", "/spaces/default/deliveries/1/redeliver")
        harness.pass(.seconds(1))
        try audit(harness, domain: isRepeated ? "example.com" : "example.org")
        try runUntilIdle(harness)
        let found = try harness.findings().filter { $0["rule"] == "webhook-processed-twice" }
        #expect(found.isEmpty != isRepeated)
        if isRepeated {
            #expect(found.first?["deliveries"] == [1])
            #expect(found.first?["requests"] == [2, 3])
        }
    }
}
