// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

extension Space {
    /// Writes a job's text if a look at the job shows any of it, and keeps it.
    mutating func writeText(of place: JobPlace) {
        guard self[place].text.written == nil, self[place].showsText else { return }
        self[place].text.written = written(self[place], in: Int(place.table))
    }

    /// The job's text: the one that is kept, else written anew.
    func written(_ job: Job, in table: Int) -> WrittenText {
        job.text.written
            ?? jobTables[table].write(job, script: shelf.script(of: job), plan: plan(of: job), seed: seed)
    }

    func view(of job: Job, in table: Int, at now: Instant, withText: Bool = true) -> JobView {
        let plan = plan(of: job)
        let step = plan.steps[Int(job.step)]
        let text = withText && job.showsText ? written(job, in: table) : nil
        let visible = text.map { job.visible(of: $0, at: now, plan: plan) } ?? (bytes: 0, words: 0)
        var view = JobView(
            reference: jobTables[table].reference(job),
            resultIdentifier: jobTables[table].resultIdentifier(job, seed: seed), state: job.state,
            stage: job.endedByOrder && job.state == .completed ? nil : step.stage,
            progress: job.progress(at: now, plan: plan), title: text?.title, content: text?.content ?? [],
            visibleBytes: visible.bytes, wordCount: visible.words, failure: job.failure(step),
            timeline: plan.timeline.name, createdAt: job.created, updatedAt: job.updated(at: now, plan: plan),
            startedAt: job.started, endedAt: job.ended, inputs: job.inputs, lookups: lookups(of: job, in: table),
            polls: Int(job.polls))
        view.standing = job.standing
        if job.tally != nil { show(partViews(of: job, at: now), in: &view) }
        return view
    }

    /// A batch has come as far as its parts have on average, and changed when one of them did.
    func show(_ parts: [JobView], in view: inout JobView) {
        view.parts = parts
        guard view.state != .completed, !parts.isEmpty else { return }
        view.progress = parts.reduce(0) { $0 + $1.progress } / Double(parts.count)
        if view.endedAt == nil { view.updatedAt = parts.reduce(view.updatedAt) { max($0, $1.updatedAt) } }
    }

    private func lookups(of job: Job, in table: Int) -> [JSONValue] {
        let kind = jobTables[table].kind
        guard !kind.lookups.isEmpty, let api = api(jobTables[table].api) else { return [] }
        return kind.lookups.map { lookup in
            guard job.inputs.indices.contains(lookup.input), let records = api.recordTable(lookup.collection),
                let identifier = job.inputs[lookup.input].identifierText,
                let position = recordTables[records].position(of: identifier)
            else { return .null }
            return fields(of: recordTables[records].records[position], in: records)[lookup.field] ?? .null
        }
    }
}

extension Job {
    /// Nothing is written of a job that never started, nor of a batch.
    var showsText: Bool { tally == nil && (started != nil || state == .completed) }

    func failure(_ step: TimelinePlan.Step) -> String? {
        guard state == .failed || state == .stopped else { return nil }
        return (endedByOrder ? reason : step.reason) ?? (state == .failed ? "Generation failed" : nil)
    }
}

extension JSONValue {
    /// The identifier that this value is, written as text.
    package var identifierText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
