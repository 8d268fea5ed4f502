// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Records that every new space starts with: one as it is written, or some that are made after one pattern.
package struct FixturePlan: Sendable {
    indirect enum Value: Sendable {
        case constant(JSONValue)
        /// A field of the record that this one belongs to.
        case parent([String])
        /// The record's number among those of the pattern, from 0 and from 1.
        case index
        case number
        /// One value after the other, and from the start again.
        case cycle([JSONValue])
        /// Texts one after the other.
        case join([Value])
        case list([Value])
        /// The fixtures of another collection whose fields are as they must be, with some of their fields.
        case collect(String, conditions: [(name: String, value: Value)], fields: [String])

        func value(index: Int, parent: JSONObject, all: [String: [JSONObject]]) -> JSONValue {
            switch self {
            case .collect(let name, let conditions, let fields):
                let wanted = conditions.map { ($0.name, $0.value.value(index: index, parent: parent, all: all)) }
                let found = (all[name] ?? []).filter { record in
                    wanted.allSatisfy { record[$0.0]?.isEqual(toJSON: $0.1) ?? false }
                }
                return .array(
                    found.map { record in
                        .object(JSONObject(fields.map { .init(name: $0, value: record[$0] ?? .null) }))
                    })
            case .constant(let value): return value
            case .parent(let path): return JSONValue.object(parent).member(path) ?? .null
            case .index: return .integer(Int64(index))
            case .number: return .integer(Int64(index) + 1)
            case .cycle(let values): return values[index % values.count]
            case .join(let parts):
                let texts = parts.map { part in
                    let value = part.value(index: index, parent: parent, all: all)
                    return value.stringValue ?? value.text
                }
                return .string(texts.joined())
            case .list(let parts): return .array(parts.map { $0.value(index: index, parent: parent, all: all) })
            }
        }
    }

    /// How many, for each parent where there are some.
    var count: Int
    var fixed = JSONObject()
    /// The collection for each record of which there are so many.
    var parent: String?
    /// What a parent's fields must be.
    var conditions: [(name: String, value: JSONValue)] = []
    var set: [(name: String, value: Value)] = []

    /// So many fixtures a collection has at most.
    static let most: Int64 = 10_000

    func records(of parents: [String: [JSONObject]]) -> [JSONObject] {
        let owners: [JSONObject] =
            parent.map { name in
                (parents[name] ?? []).filter { owner in
                    conditions.allSatisfy { owner[$0.name]?.isEqual(toJSON: $0.value) ?? false }
                }
            } ?? [JSONObject()]
        var records: [JSONObject] = []
        for owner in owners {
            for _ in 0..<count where records.count < Int(Self.most) {
                var record = fixed
                for (name, value) in set {
                    record[name] = value.value(index: records.count, parent: owner, all: parents)
                }
                records.append(record)
            }
        }
        return records
    }
}
