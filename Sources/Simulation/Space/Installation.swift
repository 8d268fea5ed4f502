// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// An API that the space knows, with the places of its tables.
struct InstalledAPI: Sendable, Hashable, Codable {
    private(set) var catalog: Catalog
    /// Its kinds' tables stand at `firstJobTable...` and its collections' at `firstRecordTable...`, in the catalogue's order.
    let firstJobTable: Int
    let firstRecordTable: Int

    /// Takes over what another form of the document asks of requests; kinds and collections stay.
    mutating func replaceTerms(with other: Catalog) {
        catalog.credentials = other.credentials
        catalog.limits = other.limits
        catalog.keptRefusals = other.keptRefusals
        catalog.spendable = other.spendable
        catalog.webhooks = other.webhooks
    }

    func jobTable(_ kind: String) -> Int? {
        catalog.jobs.firstIndex(where: { $0.name == kind }).map { firstJobTable + $0 }
    }

    func recordTable(_ collection: String) -> Int? {
        catalog.collections.firstIndex(where: { $0.name == collection }).map { firstRecordTable + $0 }
    }
}

/// Where a job stands.
struct JobPlace: Sendable, Hashable {
    var table: Int32
    var position: Int32
}

extension Space {
    /// An API of that name that is installed already keeps its jobs and records.
    mutating func install(_ catalog: Catalog, at now: Instant) -> Outcome {
        if let known = apis.firstIndex(where: { $0.catalog.api == catalog.api }) {
            apis[known].replaceTerms(with: catalog)
            return Outcome(now: now, result: .done)
        }
        apis.append(
            InstalledAPI(
                catalog: catalog, firstJobTable: jobTables.count, firstRecordTable: recordTables.count))
        for kind in catalog.jobs { jobTables.append(JobTable(api: catalog.api, kind: kind)) }
        for kind in catalog.collections {
            var kind = kind
            if let given = scenario.records["\(catalog.api).\(kind.name)"] { kind.fixtures = given }
            var table = RecordTable(api: catalog.api, kind: kind)
            table.addFixtures(before: start, seed: seed)
            recordTables.append(table)
            fillFixtures(in: recordTables.count - 1, at: now)
        }
        for order in scenario.webhooks where order.api == catalog.api {
            _ = subscribe(order, isScripted: true, at: now)
        }
        return Outcome(now: now, result: .done)
    }

    func api(_ name: String) -> InstalledAPI? {
        apis.first(where: { $0.catalog.api == name })
    }

    func find(_ job: JobReference) -> JobPlace? {
        guard let table = api(job.api)?.jobTable(job.kind) else { return nil }
        return jobTables[table].position(of: job.identifier).map {
            JobPlace(table: Int32(clamping: table), position: Int32(clamping: $0))
        }
    }

    subscript(_ place: JobPlace) -> Job {
        _read { yield jobTables[Int(place.table)].jobs[Int(place.position)] }
        _modify { yield &jobTables[Int(place.table)].jobs[Int(place.position)] }
    }

    func plan(of job: Job) -> TimelinePlan {
        shelf.plans[Int(job.plan)]
    }
}
