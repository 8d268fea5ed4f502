// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension JSONValue {
    /// The value as JSON with the members of each object in the order of their names: two texts that mean the same give
    /// the same bytes, numbers aside, which keep their spelling.
    package var canonicalBytes: [UInt8] { sorted.serialized }

    private var sorted: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { .init(name: $0.name, value: $0.value.sorted) }
                        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }))
        default: self
        }
    }
}
