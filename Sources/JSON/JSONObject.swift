// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The members of a JSON object, in the order they were written.
///
/// Names are unique, and compared code unit by code unit (RFC 8259, section 8.3), not as Swift compares strings: the reader keeps the last of several members with one name (and reports the others), and setting a
/// member replaces it in its place.
package struct JSONObject: Sendable, Hashable {
    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        package static func == (left: Member, right: Member) -> Bool {
            left.name.hasSameUnits(as: right.name) && left.value == right.value
        }
    }

    package private(set) var members: [Member]

    /// - Parameter members: must have distinct names.
    package init(_ members: [Member] = []) {
        self.members = members
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }

    /// Looks a member up from the first to the last; objects in requests and documents are small, and the reader's limit
    /// on members bounds the others.
    package subscript(name: String) -> JSONValue? {
        get {
            for member in members where member.name.hasSameUnits(as: name) { return member.value }
            return nil
        }
        set {
            if let index = members.firstIndex(where: { $0.name.hasSameUnits(as: name) }) {
                if let newValue {
                    members[index].value = newValue
                } else {
                    members.remove(at: index)
                }
            } else if let newValue {
                members.append(Member(name: name, value: newValue))
            }
        }
    }
}

extension JSONObject: RandomAccessCollection {
    package var startIndex: Int { members.startIndex }
    package var endIndex: Int { members.endIndex }
    package subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init()
        for (name, value) in elements { self[name] = value }
    }
}
