// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// An API that the space knows, with the places of its tables.
struct InstalledAPI: Sendable, Hashable, Codable {
    /// Shared, because every request is handed the API, and a catalogue has many parts to count references of.
    private final class Shared: Sendable {
        let catalog: Catalog

        init(_ catalog: Catalog) { self.catalog = catalog }
    }

    private var shared: Shared
    /// Its kinds' tables stand at `firstJobTable...` and its collections' at `firstRecordTable...`, in the catalogue's order.
    let firstJobTable: Int
    let firstRecordTable: Int

    var catalog: Catalog {
        _read { yield shared.catalog }
    }

    init(catalog: Catalog, firstJobTable: Int, firstRecordTable: Int) {
        shared = Shared(catalog)
        self.firstJobTable = firstJobTable
        self.firstRecordTable = firstRecordTable
    }

    /// Takes over what another form of the document asks of requests; kinds and collections stay.
    mutating func replaceTerms(with other: Catalog) {
        var catalog = catalog
        catalog.credentials = other.credentials
        catalog.limits = other.limits
        catalog.keptRefusals = other.keptRefusals
        catalog.spendable = other.spendable
        catalog.webhooks = other.webhooks
        shared = Shared(catalog)
    }

    func jobTable(_ kind: String) -> Int? {
        catalog.jobs.firstIndex(where: { $0.name == kind }).map { firstJobTable + $0 }
    }

    func recordTable(_ collection: String) -> Int? {
        catalog.collections.firstIndex(where: { $0.name == collection }).map { firstRecordTable + $0 }
    }
}

extension InstalledAPI {
    private enum CodingKeys: String, CodingKey {
        case catalog, firstJobTable, firstRecordTable
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            catalog: try container.decode(Catalog.self, forKey: .catalog),
            firstJobTable: try container.decode(Int.self, forKey: .firstJobTable),
            firstRecordTable: try container.decode(Int.self, forKey: .firstRecordTable))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(catalog, forKey: .catalog)
        try container.encode(firstJobTable, forKey: .firstJobTable)
        try container.encode(firstRecordTable, forKey: .firstRecordTable)
    }

    static func == (left: InstalledAPI, right: InstalledAPI) -> Bool {
        left.firstJobTable == right.firstJobTable && left.firstRecordTable == right.firstRecordTable
            && (left.shared === right.shared || left.catalog == right.catalog)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(catalog)
        hasher.combine(firstJobTable)
        hasher.combine(firstRecordTable)
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
