// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Simulation
import Testing

@testable import Understudy

/// A harness with the invented API that asks much of its clients, and short words for what tests do with it.
struct Tollgate {
    let harness: Harness
    static let base = "/tollgate/v1"

    /// Its space plays a scenario that has these members beside its name.
    init(_ scenario: String = "", mode: ClockMode = .manual) throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/tollgate.yaml")
        let store = APIStore()
        _ = try store.add(text: String(contentsOf: url, encoding: .utf8), file: "tollgate.yaml")
        harness = Harness(store: store, clock: ClockSetting(mode: mode))
        // The first request makes the space.
        _ = try harness.send("GET", "/tollgate")
        if !scenario.isEmpty { try use(scenario) }
    }

    func use(_ members: String) throws {
        try harness.control("PUT", "/spaces/default/scenario", #"{"name":"mine",\#(members)}"#)
    }

    func get(_ path: String, key: String? = "k") throws -> TestResponse {
        try harness.send("GET", Self.base + path, headers: Self.headers(key))
    }

    func post(
        _ path: String = "/prints", _ body: String = order, key: String? = "k", token: String? = nil
    ) throws -> TestResponse {
        try harness.send("POST", Self.base + path, headers: Self.headers(key, token: token), body: body)
    }

    static let order = #"{"text":"Spring fair","shop":"north"}"#

    static func headers(_ key: String?, token: String? = nil) -> [(name: String, value: String)] {
        (key.map { [("Authorization", "Bearer \($0)")] } ?? []) + (token.map { [("Idempotency-Key", $0)] } ?? [])
    }

    func advance(_ span: String) throws {
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"\#(span)"}"#)
    }
}

extension TestResponse {
    var code: String? { (try? json)?["code"]?.stringValue }
    var reason: String? { header("X-Understudy-Reason") }
}
