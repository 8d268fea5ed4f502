// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The members of the object being read.
struct MemberList<Builder: JSONBuilder> {
    let builder: Builder
    private(set) var members: [Builder.Member] = []
    /// One bit for each name seen; a name whose bit is not set is new, which spares nearly every search.
    private var seen: UInt64 = 0
    /// Only for objects too large to search.
    private var index: MemberIndex?

    init(builder: Builder) {
        self.builder = builder
    }

    /// - Returns: whether the name was there already; its member is then replaced.
    mutating func add(_ name: String, _ member: Builder.Member) -> Bool {
        if let place = place(of: name) {
            members[place] = member
            return true
        }
        members.append(member)
        return false
    }

    private mutating func place(of name: String) -> Int? {
        if members.count >= 32 {
            if index == nil { index = MemberIndex(names: members.lazy.map { [builder] in builder.name(of: $0) }) }
            return index?.add(name, at: members.count)
        }
        let bit = Self.bit(of: name)
        defer { seen |= bit }
        return seen & bit == 0 ? nil : members.firstIndex { builder.name(of: $0).hasSameUnits(as: name) }
    }

    /// One of 64 bits, chosen by the length and two bytes of the name.
    private static func bit(of name: String) -> UInt64 {
        let hash = name.utf8.withContiguousStorageIfAvailable { utf8 in
            guard let first = utf8.first, let last = utf8.last else { return 0 }
            return utf8.count &* 7 &+ Int(first) &* 3 &+ Int(last)
        }
        return 1 << UInt64(truncatingIfNeeded: (hash ?? 0) & 63)
    }
}
