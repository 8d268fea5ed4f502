// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension ValueSource {
    /// Writes the value.
    /// - Returns: `false`, and nothing written, where there is none.
    func write(to writer: inout JSONWriter, _ context: borrowing RenderContext) -> Bool {
        switch self {
        case .job(let field):
            guard case .job(let job) = context.subject else { return false }
            return Self.write(field, of: job, to: &writer)
        case .jobState(let words):
            guard case .job(let job) = context.subject else { return false }
            writer.raw(words[job.state.ordinal])
            return true
        case .jobInstant(let which, let form):
            guard case .job(let job) = context.subject, let instant = job.instant(which) else { return false }
            instant.write(form, into: &writer.bytes)
            return true
        case .jobInput(let index):
            guard case .job(let job) = context.subject else { return false }
            return Self.write(job.inputs, at: index, to: &writer)
        case .jobLookup(let index):
            guard case .job(let job) = context.subject else { return false }
            return Self.write(job.lookups, at: index, to: &writer)
        case .mountedPath(let parts):
            guard let path = Self.text(of: parts, context, encode: PercentCoding.encode) else { return false }
            writer.string(context.request.mountPrefix + path)
            return true
        case .event(let field, let form):
            guard let event = context.event else { return false }
            switch field {
            case .id: writer.string(event.identifier)
            case .type: writer.string(event.type)
            case .time: event.at.write(form, into: &writer.bytes)
            }
            return true
        case .requestID:
            writer.string(IdentifierForm.uuid.identifier(seed: context.seed, label: "request", ordinal: context.number))
            return true
        case .now(let form):
            context.now.write(form, into: &writer.bytes)
            return true
        default:
            guard let value = value(context) else { return false }
            writer.value(value)
            return true
        }
    }

    private static func write(_ values: [JSONValue], at index: Int, to writer: inout JSONWriter) -> Bool {
        guard index < values.count else { return false }
        if case .null = values[index] { return false }
        writer.value(values[index])
        return true
    }

    private static func write(_ field: JobField, of job: borrowing JobView, to writer: inout JSONWriter) -> Bool {
        switch field {
        case .content:
            guard job.state != .pending, job.startedAt != nil || job.state == .completed else { return false }
            job.content.withUnsafeBufferPointer {
                writer.string(UnsafeBufferPointer(rebasing: $0[..<job.visibleBytes]))
            }
        case .outline:
            guard job.state != .pending, job.startedAt != nil || job.state == .completed else { return false }
            writer.string(job.outline)
        case .summary:
            guard job.state == .completed else { return false }
            writer.string(TextSummary.text(of: job.content))
        case .id: writer.string(job.reference.identifier)
        case .progress: writer.double(job.progress)
        case .words: writer.integer(Int64(job.wordCount))
        case .polls: writer.integer(Int64(job.polls))
        case .result:
            guard let identifier = job.resultIdentifier else { return false }
            writer.string(identifier)
        case .title:
            guard let title = job.title else { return false }
            writer.string(title)
        case .reason:
            guard let reason = job.failure else { return false }
            writer.string(reason)
        }
        return true
    }

    /// The value, for the sources that are combined with others.
    func value(_ context: borrowing RenderContext) -> JSONValue? {
        switch self {
        case .constant(let value): return value
        case .item(let path):
            guard case .record(let record) = context.subject else { return nil }
            return JSONValue.object(record).member(path)
        case .body(let path): return context.request.body?.member(path)
        case .parameter(let location, let name): return context.request.value(location, name)
        case .jobInput(let index):
            guard case .job(let job) = context.subject, index < job.inputs.count else { return nil }
            return job.inputs[index].unlessNull
        case .jobLookup(let index):
            guard case .job(let job) = context.subject, index < job.lookups.count else { return nil }
            return job.lookups[index].unlessNull
        case .jobStage(let table):
            guard case .job(let job) = context.subject else { return nil }
            return table.stage(of: job).map { .string($0.name) }
        case .partCount(let states):
            guard case .job(let job) = context.subject else { return nil }
            return .integer(Int64(job.parts.count { states.contains(StateSet($0.state)) }))
        case .jobPercent(let table):
            guard case .job(let job) = context.subject else { return nil }
            if job.state == .completed { return 100 }
            return .integer(table?.stage(of: job)?.percent ?? Int64((job.progress * 100).rounded(.down)))
        case .page(let field): return Self.value(of: field, context.page)
        case .count(let field, let expected):
            guard case .records(let records) = context.items else { return nil }
            return .integer(Int64(records.count { $0[field]?.isEqual(toJSON: expected) ?? false }))
        case .credential(let path): return context.admitted.flatMap { JSONValue.object($0.attributes).member(path) }
        case .limit(let name, let field):
            let standing =
                if let name { context.admitted?.limits.first { $0.name == name } } else { context.error?.facts.limit }
            return Self.value(of: field, standing)
        case .error(let field): return Self.value(of: field, context.error)
        case .mapped(let source, let map):
            guard let value = source.value(context) else { return nil }
            return map[value.stringValue ?? value.text]
        case .firstOf(let sources):
            for source in sources {
                if let value = source.value(context), value != .null { return value }
            }
            return nil
        case .template(let parts):
            return Self.text(of: parts, context, encode: { $0 }).map(JSONValue.string)
        case .transformed(let source, let transform):
            return source.value(context)?.stringValue.map(transform.value)
        case .draft(let topic, let words):
            guard let topic = topic.value(context)?.stringValue, let words = words.value(context)?.integerValue else {
                return nil
            }
            return .string(Self.draft(about: topic, words: Int(clamping: words), seed: context.seed))
        case .recordField: return nil
        case .shaped(let source, let form): return source.value(context).flatMap(form.value)
        case .quotient(let source, let divisor): return source.value(context)?.number.map { .double($0 / divisor) }
        case .row(let field, let form): return context.row?.value(of: field, form)
        case .series(let source): return source.value(context)
        case .daysAgo(let days): return .string(CalendarDay(number: CalendarDay(context.now).number - days).text)
        case .when(let conditions, let source):
            for condition in conditions {
                let expected = condition.isEqualTo.value(context) ?? .null
                guard (condition.value.value(context) ?? .null).isEqual(toJSON: expected) else { return nil }
            }
            return source.value(context)
        case .numeric(let source):
            guard let value = source.value(context) else { return nil }
            return value.stringValue.flatMap(Int64.init).map(JSONValue.integer) ?? value
        case .job, .jobState, .jobInstant, .mountedPath, .now, .requestID, .event:
            var writer = JSONWriter(capacity: 64)
            guard write(to: &writer, context) else { return nil }
            // What was just written is JSON.
            return try? JSONReader.read(writer.bytes).root
        }
    }

    /// The value as a header field carries it.
    package func headerText(_ context: borrowing RenderContext) -> String? {
        value(context).map { $0.stringValue ?? $0.text }
    }

    private static func value(of field: PageField, _ page: PageInfo?) -> JSONValue? {
        guard let page else { return nil }
        return switch field {
        case .total: .integer(Int64(page.total))
        case .number: .integer(Int64(page.number))
        case .size: .integer(Int64(page.size))
        case .pages: .integer(Int64(page.pages))
        case .offset: .integer(Int64(page.offset))
        case .next: page.nextCursor.map(JSONValue.string)
        }
    }

    private static func value(of field: LimitField, _ limit: LimitStanding?) -> JSONValue? {
        guard let limit else { return nil }
        return switch field {
        case .max: .integer(Int64(limit.max))
        case .remaining: .integer(Int64(limit.remaining))
        case .reset: limit.reset.map { .integer(($0 - Instant(microseconds: 0)).wholeSecondsUp) }
        case .retryAfter: limit.retryAfter.map(JSONValue.integer)
        }
    }

    private static func value(of field: ErrorField, _ error: ErrorValues?) -> JSONValue? {
        guard let error else { return nil }
        return switch field {
        case .code: error.code.map(JSONValue.string)
        case .message: .string(error.message)
        case .status: .integer(Int64(error.status))
        case .phrase: .string(StatusPhrase.text(of: error.status))
        case .details: .array(error.details.map(JSONValue.string))
        case .requiredScopes: error.facts.requiredScopes.map { .array($0.map(JSONValue.string)) }
        case .job: error.facts.job.map(JSONValue.string)
        case .missingScopes: error.facts.missingScopes.map { .array($0.map(JSONValue.string)) }
        }
    }

    private static func draft(about topic: String, words: Int, seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed, label: "draft/" + topic, ordinal: words)
        let text = GeneratedText.article(topic: topic, words: min(words, 20_000), seed: generator.next())
        return String(decoding: text.markdown, as: UTF8.self)
    }

    /// - Returns: `nil` where a part has no value.
    private static func text(
        of parts: [PathPart], _ context: borrowing RenderContext, encode: (String) -> String
    ) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .value(let source):
                guard let value = source.value(context), value != .null else { return nil }
                text += encode(value.stringValue ?? value.text)
            }
        }
        return text
    }
}

extension ValueSource.Form {
    fileprivate func value(of value: JSONValue) -> JSONValue? {
        switch self {
        case .slug: return (value.stringValue?.slug).map(JSONValue.string)
        case .count: return (value.arrayValue?.count).map { .integer(Int64($0)) }
        case .host:
            guard let text = value.stringValue else { return nil }
            let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
            let host = rest.prefix { !"/:?#".contains($0) }
            return host.isEmpty ? nil : .string(host.lowercased())
        }
    }
}

extension JobState {
    /// The position in `allCases`.
    var ordinal: Int {
        switch self {
        case .pending: 0
        case .processing: 1
        case .completed: 2
        case .failed: 3
        case .stopped: 4
        }
    }
}

extension JobView {
    /// The headings of the visible content.
    var outline: String {
        content[..<visibleBytes].split(separator: UInt8(ascii: "\n"))
            .filter { $0.first == UInt8(ascii: "#") }
            .map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: "\n")
    }

    func instant(_ which: ValueSource.JobInstant) -> Instant? {
        switch which {
        case .created: createdAt
        case .updated: updatedAt
        case .started: startedAt
        case .ended: endedAt
        case .completed: state == .completed ? endedAt : nil
        case .failed: state == .failed ? endedAt : nil
        case .stopped: state == .stopped ? endedAt : nil
        }
    }
}

extension JSONValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// Spelt out, because `nil` alone could also mean the value `null`, which has a literal of that name.
    fileprivate var unlessNull: JSONValue? {
        self == .null ? JSONValue?.none : .some(self)
    }
}
