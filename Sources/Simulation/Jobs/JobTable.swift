// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The jobs of one kind, in the order of their submission.
struct JobTable: Sendable {
    let api: String
    let kind: JobKind
    var jobs: [Job] = []
    private var index: [String: Int32] = [:]
    /// How many identifiers were given out; also counts those that were taken already.
    private var issued = 0
    private let label: String

    init(api: String, kind: JobKind) {
        self.api = api
        self.kind = kind
        label = "\(api)/\(kind.name)"
    }

    // Inlined here and below: called on an element of an array, a method that is not gets a copy of the whole table.
    @inline(__always)
    func position(of identifier: String) -> Int? {
        index[identifier].map(Int.init)
    }

    /// An identifier that no job of this kind has, and the number it was made from: the name, where it is free.
    mutating func nextIdentifier(
        seed: UInt64, form: IdentifierForm? = nil, name: String? = nil
    ) -> (identifier: String, number: Int) {
        while true {
            let number = issued
            issued += 1
            if let name, index[name] == nil { return (name, number) }
            let identifier = (form ?? kind.identifier).identifier(seed: seed, label: label, ordinal: number)
            if index[identifier] == nil { return (identifier, number) }
        }
    }

    mutating func append(_ job: Job) {
        index[job.identifier] = Int32(clamping: jobs.count)
        jobs.append(job)
    }

    @inline(__always)
    func reference(_ job: Job) -> JobReference {
        JobReference(api: api, kind: kind.name, identifier: job.identifier)
    }

    /// The identifier of what the job makes: its own number in the form of the kind, no two alike.
    @inline(__always)
    func resultIdentifier(_ job: Job, seed: UInt64) -> String? {
        kind.resultIdentifier?.identifier(seed: seed, label: label + "/result", ordinal: Int(job.number))
    }

    func write(_ job: Job, script: ScriptedContent?, plan: TimelinePlan, seed: UInt64) -> WrittenText {
        var title = script?.title
        var content = script?.text.map { Array($0.utf8) }
        if title == nil || content == nil {
            var generator = SeededGenerator(seed: seed, label: label + "/text", ordinal: Int(job.number))
            let generated = GeneratedText.article(topic: job.topic, words: Int(job.words), seed: generator.next())
            title = title ?? generated.title
            content = content ?? generated.markdown
        }
        return WrittenText(title: title ?? "", content: content ?? [], plan: plan)
    }
}

extension JobTable: Hashable, Codable {
    private enum CodingKeys: String, CodingKey {
        case api, kind, jobs, issued
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            api: try container.decode(String.self, forKey: .api),
            kind: try container.decode(JobKind.self, forKey: .kind))
        jobs = try container.decode([Job].self, forKey: .jobs)
        issued = try container.decode(Int.self, forKey: .issued)
        index.reserveCapacity(jobs.count)
        for (position, job) in jobs.enumerated() { index[job.identifier] = Int32(clamping: position) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(api, forKey: .api)
        try container.encode(kind, forKey: .kind)
        try container.encode(jobs, forKey: .jobs)
        try container.encode(issued, forKey: .issued)
    }
}
