// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A value with all that it is made of as text; equal texts mean equal values, also where there is no `==`.
///
/// Unlike `dump`, it has one order for the members of sets and dictionaries.
struct Reflection {
    private(set) var text = ""
    private var seen: Set<ObjectIdentifier> = []

    static func text(of value: Any) -> String {
        var reflection = Reflection()
        reflection.add(value)
        return reflection.text
    }

    private mutating func add(_ value: Any) {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .class, !seen.insert(ObjectIdentifier(value as AnyObject)).inserted {
            text += "again;"
            return
        }
        guard !mirror.children.isEmpty else {
            text += "\(type(of: value)) \(String(reflecting: value));"
            return
        }
        text += "\(mirror.subjectType)("
        switch mirror.displayStyle {
        case .dictionary, .set:
            // Objects are told apart in the order in which they are met, so that order is fixed first.
            for child in mirror.children.sorted(by: { Self.name(of: $0.value) < Self.name(of: $1.value) }) {
                add(child.value)
            }
        default:
            for child in mirror.children {
                text += (child.label ?? "") + "="
                add(child.value)
            }
        }
        text += ")"
    }

    /// What a member of a set or dictionary is sorted by.
    private static func name(of member: Any) -> String {
        let mirror = Mirror(reflecting: member)
        if mirror.displayStyle == .tuple, let key = mirror.children.first?.value { return Reflection.text(of: key) }
        return Reflection.text(of: member)
    }
}
