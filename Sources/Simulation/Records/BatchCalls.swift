// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    /// Does a batch, and what follows from it.
    mutating func perform(_ batch: RecordBatch, of api: InstalledAPI, at now: Instant) -> Outcome {
        if let refusal = refusal(of: batch, in: api) { return refused(refusal, at: now) }
        var items: [BatchReport.Item] = []
        // By this batch's own changes too, so that the second of two equal elements is skipped.
        var taken = existing(batch, in: api)
        for element in batch.elements {
            if element.isRefused {
                items.append(.init(.failed, element.fields))
            } else if let field = batch.unlessExists, let value = element.fields[field], let table = taken.table,
                let known = taken.byValue[value]
            {
                items.append(.init(.skipped, shown(known, in: table)))
            } else if let item = perform(batch.verb, element, in: batch.collection, of: api, at: now) {
                items.append(item)
                guard let field = batch.unlessExists, let value = item.record[field], let table = taken.table else {
                    continue
                }
                taken.byValue[value] = item.record[recordTables[table].kind.key]?.identifierText
            }
        }
        follow(batch, items, of: api, at: now)
        guard batch.isSingle, let only = items.first else {
            return Outcome(now: now, result: .batch(BatchReport(items: items)))
        }
        guard batch.verb != .delete else { return Outcome(now: now, result: .done) }
        // As it is now: what followed may have changed it.
        guard let table = api.recordTable(batch.collection),
            let identifier = only.record[recordTables[table].kind.key]?.identifierText
        else { return Outcome(now: now, result: .record(only.record)) }
        return Outcome(now: now, result: .record(shown(identifier, in: table)))
    }

    /// Why none of it can be done; found out before anything is.
    private func refusal(of batch: RecordBatch, in api: InstalledAPI) -> Outcome.Refusal? {
        guard let table = api.recordTable(batch.collection) else {
            return .unknownRecord(collection: batch.collection, identifier: "")
        }
        if batch.verb == .create {
            let count = recordTables[table].records.count + batch.elements.count
            return count > limits.records ? .full("\(limits.records) records in \(batch.collection)") : nil
        }
        for element in batch.elements where recordTables[table].position(of: element.identifier) == nil {
            return .unknownRecord(collection: batch.collection, identifier: element.identifier)
        }
        return nil
    }

    private func existing(
        _ batch: RecordBatch, in api: InstalledAPI
    ) -> (table: Int?, byValue: [JSONValue: String]) {
        guard let field = batch.unlessExists, let table = api.recordTable(batch.collection) else { return (nil, [:]) }
        return (table, identifiers(by: field, in: table))
    }

    /// The first record's identifier for each value of a field.
    private func identifiers(by field: String, in table: Int) -> [JSONValue: String] {
        var identifiers: [JSONValue: String] = [:]
        for record in recordTables[table].records {
            guard let value = fields(of: record, in: table)[field], identifiers[value] == nil else { continue }
            identifiers[value] = record.identifier
        }
        return identifiers
    }

    /// - Returns: `nil` for a record that an earlier element of the batch has deleted.
    private mutating func perform(
        _ verb: RecordBatch.Verb, _ element: RecordBatch.Element, in collection: String, of api: InstalledAPI,
        at now: Instant
    ) -> BatchReport.Item? {
        var given = element.fields
        let outcome: Outcome
        switch verb {
        case .create:
            resolve(element.links, into: &given, of: api, at: now)
            outcome = editRecord(
                RecordEdit(verb: .create, fields: given, sets: element.sets), in: collection, of: api, at: now)
        case .patch:
            if let table = api.recordTable(collection), let at = recordTables[table].position(of: element.identifier) {
                let old = fields(of: recordTables[table].records[at], in: table)
                for link in element.links where given[link.field] == nil { given[link.field] = old[link.field] }
            }
            resolve(element.links, into: &given, of: api, at: now)
            outcome = editRecord(
                RecordEdit(verb: .patch, identifier: element.identifier, fields: given, sets: element.sets),
                in: collection, of: api, at: now)
        case .delete:
            let before = readRecord(element.identifier, in: collection, of: api, at: now)
            guard case .record(let record) = before.result else { return nil }
            _ = deleteRecord(element.identifier, in: collection, of: api, at: now)
            return .init(.done, record)
        }
        guard case .record(let record) = outcome.result else { return nil }
        return .init(.done, record)
    }

    /// Adds the identifiers of the records that the links name, making those that do not exist.
    private mutating func resolve(
        _ links: [RecordBatch.Link], into fields: inout JSONObject, of api: InstalledAPI, at now: Instant
    ) {
        for link in links {
            guard let table = api.recordTable(link.collection) else { continue }
            var known = identifiers(by: link.nameField, in: table)
            var identifiers = fields[link.field]?.arrayValue ?? []
            for name in link.names {
                let identifier: String
                if let existing = known[.string(name)] {
                    identifier = existing
                } else {
                    let position = recordTables[table].create([link.nameField: .string(name)], at: now, seed: seed)
                    identifier = recordTables[table].records[position].identifier
                    known[.string(name)] = identifier
                }
                let value = recordTables[table].kind.identifier.value(of: identifier)
                if !identifiers.contains(value) { identifiers.append(value) }
            }
            fields[link.field] = .array(identifiers)
        }
    }

    private mutating func follow(
        _ batch: RecordBatch, _ items: [BatchReport.Item], of api: InstalledAPI, at now: Instant
    ) {
        guard !batch.then.isEmpty, let table = api.recordTable(batch.collection) else { return }
        let owner = items.first?.record[recordTables[table].kind.key]
        for var next in batch.then {
            if let field = next.ownerField, let owner {
                for index in next.elements.indices { next.elements[index].fields[field] = owner }
            }
            _ = perform(next, of: api, at: now)
        }
    }

    private func shown(_ identifier: String, in table: Int) -> JSONObject {
        guard let position = recordTables[table].position(of: identifier) else { return [:] }
        return shownFields(of: recordTables[table].records[position], in: table)
    }
}
