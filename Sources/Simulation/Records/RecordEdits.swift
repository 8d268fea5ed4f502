// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    mutating func editRecord(
        _ edit: RecordEdit, in collection: String, of api: InstalledAPI, at now: Instant
    ) -> Outcome {
        if edit.verb == .create {
            var fields = edit.fields
            set(edit.sets, in: &fields, keeping: [], of: api, at: now)
            return createRecord(fields, in: collection, of: api, at: now)
        }
        guard let table = api.recordTable(collection),
            let position = recordTables[table].position(of: edit.identifier)
        else { return refused(.unknownRecord(collection: collection, identifier: edit.identifier), at: now) }
        var object = fields(of: recordTables[table].records[position], in: table)
        let kept = keptFields(in: table)
        if edit.verb == .patch {
            object.patch(with: edit.fields, keeping: kept)
        } else {
            object.replace(with: edit.fields, keeping: kept)
        }
        set(edit.sets, in: &object, keeping: kept, of: api, at: now)
        recordTables[table].replace(at: position, with: object, at: now)
        return Outcome(now: now, result: .record(shownFields(of: recordTables[table].records[position], in: table)))
    }

    /// Does to a record what a job does that has just come to a state; a record that is gone stays gone.
    mutating func apply(_ change: JobChange, of place: JobPlace, at now: Instant) {
        let job = self[place]
        guard let api = api(jobTables[Int(place.table)].api), let table = api.recordTable(change.collection),
            job.inputs.indices.contains(change.input), let identifier = job.inputs[change.input].identifierText,
            let position = recordTables[table].position(of: identifier)
        else { return }
        var object = fields(of: recordTables[table].records[position], in: table)
        set(change.sets, in: &object, keeping: keptFields(in: table), of: api, inputs: job.inputs, at: now)
        recordTables[table].replace(at: position, with: object, at: now)
    }

    /// Gives the fixtures of a collection the fields that follow from others.
    mutating func fillFixtures(in table: Int, at now: Instant) {
        let changes = recordTables[table].kind.fixtureFields
        guard !changes.isEmpty, let api = api(recordTables[table].api) else { return }
        for position in recordTables[table].records.indices {
            var object = fields(of: recordTables[table].records[position], in: table)
            set(changes.filter { object[$0.field] == nil }, in: &object, keeping: [], of: api, at: now)
            recordTables[table].fill(at: position, with: object)
        }
    }

    /// The fields that neither a request nor a rule changes.
    private func keptFields(in table: Int) -> Set<String> {
        recordTables[table].stampedFields.union([recordTables[table].kind.key])
    }

    private func set(
        _ changes: [FieldChange], in object: inout JSONObject, keeping kept: Set<String>, of api: InstalledAPI,
        inputs: [JSONValue] = [], at now: Instant
    ) {
        for change in changes where !kept.contains(change.field) {
            let context = FieldContext(field: change.field, object: object, inputs: inputs, api: api, now: now)
            object[change.field] = value(change.value, context) ?? .null
        }
    }

    /// - Returns: `nil` where there is no value, or it is `null`.
    private func value(_ value: FieldValue, _ context: FieldContext) -> JSONValue? {
        let found: JSONValue? =
            switch value {
            case .constant(let constant): constant
            case .now(let form): context.now.text(form)
            case .item(let path): path.reduce(JSONValue.object(context.object)) { $0?[$1] }
            case .input(let index): context.inputs.indices.contains(index) ? context.inputs[index] : nil
            case .lookup(let source, let collection, let name):
                self.value(source, context)?.identifierText.flatMap {
                    field(name, ofRecord: $0, in: collection, of: context.api)
                }
            case .joined(let parts): Self.joined(parts.map { self.value($0, context) })
            case .firstOf(let candidates): candidates.lazy.compactMap { self.value($0, context) }.first
            case .mapped(let source, let map):
                self.value(source, context).flatMap { map[$0.stringValue ?? $0.text] }
            case .sum(let amount, let least, let most):
                .integer(
                    Self.sum(context.object[context.field]?.integerValue ?? 0, amount, least: least, most: most))
            }
        return found == .some(.null) ? nil : found
    }

    private func field(
        _ name: String, ofRecord identifier: String, in collection: String, of api: InstalledAPI
    ) -> JSONValue? {
        guard let table = api.recordTable(collection), let position = recordTables[table].position(of: identifier)
        else { return nil }
        return fields(of: recordTables[table].records[position], in: table)[name]
    }

    private static func joined(_ parts: [JSONValue?]) -> JSONValue? {
        var text = ""
        for part in parts {
            guard let part else { return nil }
            text += part.stringValue ?? part.text
        }
        return .string(text)
    }

    private static func sum(_ number: Int64, _ amount: Int64, least: Int64?, most: Int64?) -> Int64 {
        let (sum, overflow) = number.addingReportingOverflow(amount)
        let whole = overflow ? (amount < 0 ? Int64.min : .max) : sum
        return max(least ?? .min, min(most ?? .max, whole))
    }
}

/// What the value of a changed field is worked out from, beside the space.
private struct FieldContext {
    var field: String
    /// As far as it is changed already.
    var object: JSONObject
    var inputs: [JSONValue]
    var api: InstalledAPI
    var now: Instant
}
