// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

enum StringFormat: Sendable {
    init?(name: String) { return nil }
    func accepts(_ text: String) -> Bool { true }
    var phrase: String { "" }
    var hint: String? { nil }
}

enum NumberFormat: Sendable {
    init?(name: String) { return nil }
    func accepts(_ value: JSONValue) -> Bool { true }
    var phrase: String { "" }
}
