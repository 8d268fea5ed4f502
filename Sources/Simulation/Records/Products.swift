// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    /// Adds the record that a completed job makes.
    mutating func addProduct(of place: JobPlace, at now: Instant) {
        let table = jobTables[Int(place.table)]
        let job = table.jobs[Int(place.position)]
        guard let product = table.kind.product, let collection = api(table.api)?.recordTable(product.collection) else {
            return
        }
        let key = recordTables[collection].kind.key
        let field = product.fields.first(where: { $0.name == key })
        let identifier: String? =
            switch field?.value {
            case .constant(let value): value.identifierText
            case .input(let index): job.inputs.indices.contains(index) ? job.inputs[index].identifierText : nil
            case .jobIdentifier: job.identifier
            case .resultIdentifier: table.resultIdentifier(job, seed: seed)
            case .slug: written(job, in: Int(place.table)).title.slug
            case .title, .content, .wordCount, .completed, .summary, nil: nil
            }
        recordTables[collection].link(job: Int(job.ordinal), identifier: identifier, at: now, seed: seed)
    }

    /// A record's fields; those of a job's product are worked out.
    func fields(of record: Record, in collection: Int) -> JSONObject {
        switch record.origin {
        case .fields(let object): return object
        case .job(let ordinal):
            let place = places[ordinal]
            let table = jobTables[Int(place.table)]
            let job = table.jobs[Int(place.position)]
            let kind = recordTables[collection].kind
            var object = JSONObject([
                JSONObject.Member(name: kind.key, value: kind.identifier.value(of: record.identifier))
            ])
            recordTables[collection].stamp(&object, created: record.created, updated: record.updated)
            for field in table.kind.product?.fields ?? [] where field.name != kind.key {
                let value = value(of: field.value, job: job, table: Int(place.table), form: kind.timestamps)
                object[field.name] = value == .null ? field.fallback ?? .null : value
            }
            return object
        }
    }

    private func value(of value: JobKind.Product.Value, job: Job, table: Int, form: TimestampForm) -> JSONValue {
        let kind = jobTables[table].kind
        return switch value {
        case .constant(let constant): constant
        case .input(let index): job.inputs.indices.contains(index) ? job.inputs[index] : .null
        case .jobIdentifier: kind.identifier.value(of: job.identifier)
        case .resultIdentifier:
            jobTables[table].resultIdentifier(job, seed: seed).flatMap { kind.resultIdentifier?.value(of: $0) } ?? .null
        case .title: .string(written(job, in: table).title)
        case .content: .string(String(decoding: written(job, in: table).content, as: UTF8.self))
        case .wordCount: .integer(Int64(written(job, in: table).words))
        case .completed: job.ended?.text(form) ?? .null
        case .slug: .string(written(job, in: table).title.slug)
        case .summary: .string(TextSummary.text(of: written(job, in: table).content))
        }
    }

    /// Writes and keeps the text of the job that the record is made of, if it is made of one.
    mutating func writeText(of record: Record) {
        if case .job(let ordinal) = record.origin { writeText(of: places[ordinal]) }
    }
}
