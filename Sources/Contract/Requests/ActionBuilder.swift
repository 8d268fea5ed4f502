// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
package import Simulation

extension ErrorCatalogue.Failure: Error {}

extension CompiledOperation {
    /// What a valid request does.
    func action(_ values: RequestValues) throws(ErrorCatalogue.Failure) -> Action {
        switch binding {
        case .answer, .external: .answer
        case .submit(let plan): .submit(plan.submission(values))
        case .batch(let plan): .batch(plan.batch(values))
        case .report(let plan): .report(plan.query(values))
        case .readJob(let kind, let by): .readJob(kind: kind, identifier: identifier(by, values))
        case .readAnyJob(let kinds, let by): .readAnyJob(kinds: kinds, identifier: identifier(by, values))
        case .stopJob(let kind, let by): .stopJob(kind: kind, identifier: identifier(by, values))
        case .listJobs(let kind, let plan): .listJobs(kind: kind, plan.query(values))
        case .createRecord(let collection): .createRecord(collection: collection, record(values))
        case .readRecord(let collection, let by):
            .readRecord(collection: collection, identifier: identifier(by, values))
        case .listRecords(let collection, let plan): .listRecords(collection: collection, plan.query(values))
        case .patchRecord(let collection, let by):
            .patchRecord(collection: collection, identifier: identifier(by, values), record(values))
        case .replaceRecord(let collection, let by):
            .replaceRecord(collection: collection, identifier: identifier(by, values), record(values))
        case .deleteRecord(let collection, let by):
            .deleteRecord(collection: collection, identifier: identifier(by, values))
        case .editRecord(let plan):
            .editRecord(
                collection: plan.collection,
                plan.edit(values, identifier: plan.by.map { identifier($0, values) } ?? ""))
        }
    }

    private func identifier(_ source: ValueSource, _ values: RequestValues) -> String {
        let value = source.value(values)
        return value?.identifierText ?? value?.text ?? ""
    }

    /// The jobs and records that the request's address takes for granted.
    package func subjects(_ values: RequestValues) -> [Subject] {
        var subjects: [Subject] = []
        for parameter in parameters {
            guard let table = parameter.refers, let value = values.value(parameter.location, parameter.name) else {
                continue
            }
            for element in value.arrayValue ?? [value] {
                subjects.append(Subject(table, identifier: element.identifierText ?? element.text))
            }
        }
        return subjects
    }

    private func record(_ values: RequestValues) -> JSONObject {
        values.body?.objectValue ?? JSONObject()
    }
}

extension ValueSource {
    /// The value, where it is of the request alone.
    func value(_ values: RequestValues) -> JSONValue? {
        // Nearly all are parameters, for which no context is needed.
        if case .parameter(let location, let name) = self { return values.value(location, name) }
        return value(RenderContext(now: .init(microseconds: 0), seed: 0, request: values))
    }
}

extension SubmissionPlan {
    func submission(_ values: RequestValues) -> Submission {
        let body = values.body ?? .null
        var submission = Submission(kind: kind, topic: "")
        submission.inputs = inputPaths.map { path in body.member(path) ?? .null }
        for candidate in topic {
            switch candidate {
            case .source(let source):
                guard let text = source.value(values)?.stringValue, !text.isEmpty else { continue }
                submission.topic = text
            case .lookup(let path, let collection, let field):
                guard let identifier = body.member(path)?.identifierText else { continue }
                submission.topicLookup = TopicLookup(collection: collection, identifier: identifier, field: field)
            }
            break
        }
        if let words = words?.value(values)?.integerValue { submission.words = Int(clamping: words) }
        submission.parts = parts?.submissions(values)
        submission.form = identifier
        if let name = named?.value(values)?.identifierText, !name.isEmpty { submission.name = name }
        submission.failure = failures.first { $0.applies(to: values) }?.reason
        return submission
    }
}

extension SubmissionPlan.FailureRule {
    func applies(to values: RequestValues) -> Bool {
        let body = values.body ?? .null
        guard when.allSatisfy({ body.member($0.path)?.isEqual(toJSON: $0.value) ?? false }) else { return false }
        return !any.contains { source in
            switch source.value(values) {
            case nil, .null, .string(""): false
            default: true
            }
        }
    }
}

extension JSONValue {
    func member(_ path: [String]) -> JSONValue? {
        var current = self
        for name in path {
            guard let next = current[name] else { return nil }
            current = next
        }
        return current
    }

    /// All that a path leads to; it goes into each element of an array.
    func members(_ path: ArraySlice<String>) -> [JSONValue] {
        if let elements = arrayValue { return elements.flatMap { $0.members(path) } }
        guard let name = path.first else { return [self] }
        return self[name]?.members(path.dropFirst()) ?? []
    }
}

extension ListPlan {
    func query(_ values: RequestValues) -> ListQuery {
        var query = ListQuery(order: order)
        var page: [Role: JSONValue] = [:]
        for (parameter, role) in roles {
            guard let value = values.value(.query, parameter) else { continue }
            switch role {
            case .order:
                guard let word = value.stringValue else { continue }
                if let key = orderKeys[word] ?? orderSeries[word]?.orderKey(values) { query.order.key = key }
            case .direction: query.order.descending = value.stringValue?.lowercased().hasPrefix("desc") == true
            default: page[role] = value
            }
        }
        query.page = self.page(page)
        query.filters = filters.compactMap { location, parameter, filter in
            values.value(location, parameter).map { filter.condition($0) }
        }
        query.filters += conditions.compactMap { $0.filter(values) }
        return query
    }

    private func page(_ values: [Role: JSONValue]) -> ListQuery.Page {
        func integer(_ role: Role, _ fallback: Int) -> Int {
            switch values[role] {
            case .integer(let number): Int(clamping: number)
            // Beyond all pages.
            case .bigNumber(let digits): digits.hasPrefix("-") ? 0 : .max
            default: fallback
            }
        }
        let known = Set(roles.map(\.role))
        if known.contains(.cursor) { return .cursor(values[.cursor]?.stringValue, limit: integer(.limit, 20)) }
        if known.contains(.offset) || known.contains(.limit) {
            return .offset(integer(.offset, 0), limit: integer(.limit, 20))
        }
        if known.contains(.number) || known.contains(.size) {
            return .number(integer(.number, 1), size: integer(.size, 20))
        }
        return .all
    }
}

extension ListPlan.Filter {
    func condition(_ value: JSONValue) -> ListQuery.Filter {
        let values = value.arrayValue ?? [value]
        switch self {
        case .jobState(let words):
            return .state(values.flatMap { $0.stringValue.flatMap { words[$0] } ?? [] })
        case .jobInput(let index): return .input(index, values)
        case .field(let name, let match):
            let text = value.stringValue ?? value.text
            return switch match {
            case .anyOf: .field(name, .anyOf(values))
            case .containsAny: .field(name, .containsAny(values))
            case .text: .field(name, .text(text))
            case .from: .field(name, .from(text))
            case .until: .field(name, .until(text))
            case .set: .field(name, value == true ? .noneOf([.null]) : .anyOf([.null]))
            }
        }
    }
}
