// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    mutating func listJobs(_ kind: String, _ query: ListQuery, of api: InstalledAPI, at now: Instant) -> Outcome {
        guard let table = api.jobTable(kind) else {
            return refused(.unknownJob(kind: kind, identifier: ""), at: now)
        }
        switch jobSource(table, query, at: now).page(query) {
        case .failure(let cursor): return refused(.invalidCursor(cursor.text), at: now)
        case .success(let page):
            // A loop, because a closure would hold a copy of the space for each job.
            var views: [JobView] = []
            views.reserveCapacity(page.positions.count)
            for position in page.positions {
                writeText(of: JobPlace(table: Int32(clamping: table), position: Int32(clamping: position)))
                views.append(view(of: jobTables[table].jobs[position], in: table, at: now))
            }
            return Outcome(now: now, result: .jobs(views, page.info))
        }
    }

    mutating func listRecords(
        _ query: ListQuery, in collection: String, of api: InstalledAPI, at now: Instant
    ) -> Outcome {
        guard let table = api.recordTable(collection) else {
            return refused(.unknownRecord(collection: collection, identifier: ""), at: now)
        }
        switch recordSource(table, query, at: now).page(query) {
        case .failure(let cursor): return refused(.invalidCursor(cursor.text), at: now)
        case .success(let page):
            let cache = RelationCache()
            let objects = page.positions.map { position in
                let record = recordTables[table].records[position]
                writeText(of: record)
                return shownFields(of: record, in: table, cache)
            }
            return Outcome(now: now, result: .records(objects, page.info))
        }
    }

    /// The order by a field of records is the order of creation for jobs.
    private func jobSource(_ table: Int, _ query: ListQuery, at now: Instant) -> ListSource {
        var source = ListSource(
            count: jobTables[table].jobs.count, ordinal: { $0 }, position: { min($0, jobTables[table].jobs.count) })
        if !query.filters.isEmpty {
            source.matches = { position in query.filters.allSatisfy { $0.matches(jobTables[table].jobs[position]) } }
        }
        if query.order.key == .updated {
            source.key = { position in
                let plan = shelf.plans[Int(jobTables[table].jobs[position].plan)]
                return .integer(jobTables[table].jobs[position].updated(at: now, plan: plan).microseconds)
            }
        }
        return source
    }

    private func recordSource(_ table: Int, _ query: ListQuery, at now: Instant) -> ListSource {
        var source = ListSource(
            count: recordTables[table].records.count, ordinal: { recordTables[table].records[$0].ordinal },
            position: { recordTables[table].position(ofOrdinal: $0) })
        let derived = Set(recordTables[table].kind.derived.map(\.name))
        let cache = RelationCache()
        let fields = { (position: Int) -> JSONObject in
            let record = recordTables[table].records[position]
            return query.names(anyOf: derived)
                ? shownFields(of: record, in: table, cache) : self.fields(of: record, in: table)
        }
        if !query.filters.isEmpty {
            source.matches = { position in
                let fields = fields(position)
                return query.filters.allSatisfy { $0.matches(fields) }
            }
        }
        switch query.order.key {
        case .created: break
        case .updated: source.key = { .integer(recordTables[table].records[$0].updated.microseconds) }
        case .field(let name):
            source.key = { fields($0)[name] ?? .null }
        case .series(let key):
            source.key = { key.value(of: fields($0), seed: seed, at: now) }
        }
        return source
    }
}

extension ListQuery {
    /// Whether the records are filtered or ordered by one of these fields.
    fileprivate func names(anyOf fields: Set<String>) -> Bool {
        guard !fields.isEmpty else { return false }
        switch order.key {
        case .field(let name): if fields.contains(name) { return true }
        case .series(let key):
            let names = key.subject.map { if case .field(let path) = $0 { path.first ?? "" } else { "" } }
            if names.contains(where: fields.contains) { return true }
        case .created, .updated: break
        }
        return filters.contains {
            if case .field(let name, _) = $0 { fields.contains(name) } else { false }
        }
    }
}
