// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What the derived fields of one answer share: each relation is gone through once, however many records are shown.
final class RelationCache {
    struct Sum {
        var records = 0
        var values = 0
        var total = 0.0
    }

    struct Key: Hashable {
        var table: Int
        var by: String
        var of: String?
    }

    var sums: [Key: [JSONValue: Sum]] = [:]
}

extension Space {
    /// A record's fields as answers show them, with the derived ones.
    func shownFields(of record: Record, in table: Int, _ cache: RelationCache = RelationCache()) -> JSONObject {
        var object = fields(of: record, in: table)
        let kind = recordTables[table].kind
        guard !kind.derived.isEmpty, let api = api(recordTables[table].api) else { return object }
        for field in kind.derived {
            object[field.name] = value(of: field.value, object, key: kind.key, in: api, cache).unlessNull
        }
        return object
    }

    /// The same without what is counted over other records, which may be derived from this one.
    private func linkedFields(of record: Record, in table: Int) -> JSONObject {
        var object = fields(of: record, in: table)
        let kind = recordTables[table].kind
        guard !kind.derived.isEmpty, let api = api(recordTables[table].api) else { return object }
        for field in kind.derived {
            switch field.value {
            case .inside, .lookup:
                let value = value(of: field.value, object, key: kind.key, in: api, RelationCache())
                object[field.name] = value.unlessNull
            case .count, .average: break
            }
        }
        return object
    }

    private func value(
        of value: DerivedField.Value, _ object: JSONObject, key: String, in api: InstalledAPI, _ cache: RelationCache
    ) -> JSONValue {
        switch value {
        case .inside(let path):
            return path.reduce(JSONValue.object(object)) { $0[$1] ?? .null }
        case .lookup(let field, let collection, let take):
            guard let identifier = object[field]?.identifierText, let table = api.recordTable(collection),
                let position = recordTables[table].position(of: identifier)
            else { return .null }
            return linkedFields(of: recordTables[table].records[position], in: table)[take] ?? .null
        case .count(let collection, let by):
            guard let own = object[key], let table = api.recordTable(collection) else { return 0 }
            return .integer(Int64(sums(table, by: by, of: nil, cache)[own]?.records ?? 0))
        case .average(let collection, let by, let of):
            guard let own = object[key], let table = api.recordTable(collection),
                let sum = sums(table, by: by, of: of, cache)[own], sum.values > 0
            else { return .null }
            return .double((sum.total / Double(sum.values) * 10).rounded() / 10)
        }
    }

    private func sums(
        _ table: Int, by: String, of field: String?, _ cache: RelationCache
    ) -> [JSONValue: RelationCache.Sum] {
        let key = RelationCache.Key(table: table, by: by, of: field)
        if let known = cache.sums[key] { return known }
        var sums: [JSONValue: RelationCache.Sum] = [:]
        for record in recordTables[table].records {
            let object = linkedFields(of: record, in: table)
            let number = field.flatMap { object[$0]?.number }
            for owner in object[by].map({ $0.arrayValue ?? [$0] }) ?? [] {
                sums[owner, default: .init()].records += 1
                guard let number else { continue }
                sums[owner, default: .init()].values += 1
                sums[owner, default: .init()].total += number
            }
        }
        cache.sums[key] = sums
        return sums
    }

    /// Deletes the records that go with one that was deleted, and those that go with them.
    mutating func deleteBelongings(of identifier: String, in collection: String, of api: InstalledAPI) {
        for kind in api.catalog.collections {
            guard let table = api.recordTable(kind.name) else { continue }
            for owner in kind.owners where owner.collection == collection {
                let belongings = recordTables[table].records.filter {
                    fields(of: $0, in: table)[owner.field]?.identifierText == identifier
                }
                for record in belongings {
                    guard let position = recordTables[table].position(of: record.identifier) else { continue }
                    recordTables[table].remove(at: position)
                    deleteBelongings(of: record.identifier, in: kind.name, of: api)
                }
            }
        }
    }
}

extension JSONValue {
    /// A derived field without a value is no member, so that an answer can leave it out.
    fileprivate var unlessNull: JSONValue? { self == .null ? JSONValue?.none : .some(self) }
}
