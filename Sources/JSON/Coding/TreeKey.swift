// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A key of the coders' own: the index of an element, or the member that a class keeps its parent class in.
struct TreeKey: CodingKey {
    var stringValue: String
    var intValue: Int?

    static let parent = TreeKey(stringValue: "super")

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}
