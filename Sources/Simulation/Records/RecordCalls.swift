// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    mutating func createRecord(
        _ fields: JSONObject, in collection: String, of api: InstalledAPI, at now: Instant
    ) -> Outcome {
        guard let table = api.recordTable(collection) else { return unknown("", in: collection, at: now) }
        guard recordTables[table].records.count < limits.records else {
            return refused(.full("\(limits.records) records in \(collection)"), at: now)
        }
        var given = fields
        for field in recordTables[table].stampedFields { given[field] = nil }
        let position = recordTables[table].create(given, at: now, seed: seed)
        return Outcome(now: now, result: .record(shownFields(of: recordTables[table].records[position], in: table)))
    }

    mutating func readRecord(
        _ identifier: String, in collection: String, of api: InstalledAPI, at now: Instant
    ) -> Outcome {
        guard let table = api.recordTable(collection), let position = recordTables[table].position(of: identifier)
        else { return unknown(identifier, in: collection, at: now) }
        let record = recordTables[table].records[position]
        writeText(of: record)
        return Outcome(now: now, result: .record(shownFields(of: record, in: table)))
    }

    /// Changes the fields of one record; `change` gets them, and the names of those that only the engine sets.
    mutating func changeRecord(
        _ identifier: String, in collection: String, of api: InstalledAPI, at now: Instant,
        _ change: (inout JSONObject, Set<String>) -> Void
    ) -> Outcome {
        guard let table = api.recordTable(collection), let position = recordTables[table].position(of: identifier)
        else { return unknown(identifier, in: collection, at: now) }
        var object = fields(of: recordTables[table].records[position], in: table)
        change(&object, recordTables[table].stampedFields.union([recordTables[table].kind.key]))
        recordTables[table].replace(at: position, with: object, at: now)
        return Outcome(now: now, result: .record(shownFields(of: recordTables[table].records[position], in: table)))
    }

    mutating func deleteRecord(
        _ identifier: String, in collection: String, of api: InstalledAPI, at now: Instant
    ) -> Outcome {
        guard let table = api.recordTable(collection), let position = recordTables[table].position(of: identifier)
        else { return unknown(identifier, in: collection, at: now) }
        recordTables[table].remove(at: position)
        deleteBelongings(of: identifier, in: collection, of: api)
        return Outcome(now: now, result: .done)
    }

    private func unknown(_ identifier: String, in collection: String, at now: Instant) -> Outcome {
        refused(.unknownRecord(collection: collection, identifier: identifier), at: now)
    }
}

extension RecordTable {
    /// The fields that the engine sets.
    var stampedFields: Set<String> {
        Set([kind.createdField, kind.updatedField].compactMap(\.self))
    }
}

extension JSONObject {
    /// Sets the given members but those to keep.
    mutating func patch(with members: JSONObject, keeping kept: Set<String>) {
        for member in members where !kept.contains(member.name) { self[member.name] = member.value }
    }

    /// Leaves nothing but the given members and those to keep.
    mutating func replace(with members: JSONObject, keeping kept: Set<String>) {
        self = JSONObject(self.members.filter { kept.contains($0.name) })
        patch(with: members, keeping: kept)
    }
}
