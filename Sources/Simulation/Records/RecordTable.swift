// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// One record of a collection.
struct Record: Sendable, Hashable, Codable {
    enum Origin: Sendable, Hashable, Codable {
        case fields(JSONObject)
        /// Made of the job with that ordinal, each time somebody looks: a million finished jobs do not hold a million
        /// copies of their content.
        case job(Int)
    }

    /// Number in the order of creation; gaps stay where records are deleted.
    let ordinal: Int
    let identifier: String
    let created: Instant
    var updated: Instant
    var origin: Origin
}

/// The records of one collection, in the order of creation.
struct RecordTable: Sendable {
    let api: String
    let kind: CollectionKind
    private(set) var records: [Record] = []
    /// The ordinals by identifier; positions would change with each deletion.
    private var index: [String: Int] = [:]
    private var nextOrdinal = 0
    private var issued = 0

    init(api: String, kind: CollectionKind) {
        self.api = api
        self.kind = kind
    }

    @inline(__always)
    func position(of identifier: String) -> Int? {
        index[identifier].map { position(ofOrdinal: $0) }
    }

    /// The position of the first record whose ordinal is at least `ordinal`.
    func position(ofOrdinal ordinal: Int) -> Int {
        if records.indices.contains(ordinal), records[ordinal].ordinal == ordinal { return ordinal }
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds a record of those fields, with the engine's own ones filled in.
    /// - Returns: its position. It takes the identifier in `fields`, where there is one that no record has.
    @discardableResult
    mutating func create(_ fields: JSONObject, at now: Instant, seed: UInt64) -> Int {
        let given = fields[kind.key]?.identifierText
        let identifier = given.flatMap { index[$0] == nil ? $0 : nil } ?? nextIdentifier(seed: seed)
        let key = given == identifier ? fields[kind.key] ?? .null : kind.identifier.value(of: identifier)
        var object = JSONObject([JSONObject.Member(name: kind.key, value: key)])
        for member in fields where member.name != kind.key { object[member.name] = member.value }
        stamp(&object, created: now, updated: now)
        append(identifier, .fields(object), at: now, updated: now)
        return records.count - 1
    }

    /// Links the record that a completed job makes.
    mutating func link(job ordinal: Int, identifier: String?, at now: Instant, seed: UInt64) {
        let free = identifier.flatMap { index[$0] == nil ? $0 : nil }
        append(free ?? nextIdentifier(seed: seed), .job(ordinal), at: now, updated: now)
    }

    /// Adds what every new space starts with: the first is the oldest, `spacing` apart, the last that long before `start`.
    mutating func addFixtures(before start: Instant, seed: UInt64) {
        for (number, fixture) in kind.fixtures.enumerated() {
            let age = Int64(kind.fixtures.count - number) * kind.spacing.microseconds
            var created = start + TimeSpan(microseconds: -age)
            if let field = kind.createdField, let given = fixture[field].flatMap(Instant.init(in:)) { created = given }
            var updated = created
            if let field = kind.updatedField, let given = fixture[field].flatMap(Instant.init(in:)) { updated = given }
            let position = create(fixture, at: created, seed: seed)
            guard case .fields(var object) = records[position].origin else { continue }
            stamp(&object, created: created, updated: updated)
            if let field = kind.createdField, let given = fixture[field] { object[field] = given }
            if let field = kind.updatedField, let given = fixture[field] { object[field] = given }
            records[position].origin = .fields(object)
            records[position].updated = updated
        }
    }

    mutating func replace(at position: Int, with object: JSONObject, at now: Instant) {
        var object = object
        if let field = kind.updatedField { object[field] = now.text(kind.timestamps) }
        records[position].origin = .fields(object)
        records[position].updated = now
    }

    /// Completes a record that is just being made.
    mutating func fill(at position: Int, with object: JSONObject) {
        records[position].origin = .fields(object)
    }

    mutating func remove(at position: Int) {
        index[records[position].identifier] = nil
        records.remove(at: position)
    }

    /// Sets the engine's own timestamps.
    func stamp(_ object: inout JSONObject, created: Instant, updated: Instant) {
        if let field = kind.createdField { object[field] = created.text(kind.timestamps) }
        if let field = kind.updatedField { object[field] = updated.text(kind.timestamps) }
    }

    private mutating func append(_ identifier: String, _ origin: Record.Origin, at created: Instant, updated: Instant) {
        index[identifier] = nextOrdinal
        records.append(
            Record(ordinal: nextOrdinal, identifier: identifier, created: created, updated: updated, origin: origin))
        nextOrdinal += 1
    }

    private mutating func nextIdentifier(seed: UInt64) -> String {
        while true {
            let identifier = kind.identifier.identifier(seed: seed, label: "\(api)/\(kind.name)", ordinal: issued)
            issued += 1
            if index[identifier] == nil { return identifier }
        }
    }
}

extension CollectionKind {
    /// Gives each fixture the identifier that the table would give it, so that other records can name it.
    package mutating func identifyFixtures(seed: UInt64, api: String) {
        var taken = Set(fixtures.compactMap { $0[key]?.identifierText })
        var issued = 0
        for index in fixtures.indices where fixtures[index][key] == nil {
            var next: String
            repeat {
                next = identifier.identifier(seed: seed, label: "\(api)/\(name)", ordinal: issued)
                issued += 1
            } while !taken.insert(next).inserted
            fixtures[index][key] = identifier.value(of: next)
        }
    }
}

extension RecordTable: Hashable, Codable {
    private enum CodingKeys: String, CodingKey {
        case api, kind, records, nextOrdinal, issued
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            api: try container.decode(String.self, forKey: .api),
            kind: try container.decode(CollectionKind.self, forKey: .kind))
        records = try container.decode([Record].self, forKey: .records)
        nextOrdinal = try container.decode(Int.self, forKey: .nextOrdinal)
        issued = try container.decode(Int.self, forKey: .issued)
        for record in records { index[record.identifier] = record.ordinal }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(api, forKey: .api)
        try container.encode(kind, forKey: .kind)
        try container.encode(records, forKey: .records)
        try container.encode(nextOrdinal, forKey: .nextOrdinal)
        try container.encode(issued, forKey: .issued)
    }
}

extension IdentifierForm {
    /// The identifier as a record's field holds it: whole numbers are numbers.
    func value(of identifier: String) -> JSONValue {
        if case .integer = self, let number = Int64(identifier) { return .integer(number) }
        return .string(identifier)
    }
}

extension Instant {
    /// The instant that a field of a record stands for, in any of the forms of `TimestampForm`.
    init?(in value: JSONValue) {
        switch value {
        case .string(let text): self.init(parsing: text)
        case .integer(let seconds):
            let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
            guard !overflow else { return nil }
            self.init(microseconds: product)
        default: return nil
        }
    }
}
