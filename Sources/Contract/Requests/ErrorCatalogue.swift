// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// The errors of one document, by condition.
package struct ErrorCatalogue: Sendable {
    struct Entry: Sendable {
        var status: Int
        var code: String?
        var message: String?
        /// The response to render where the operation has none of that status.
        var response: ResponsePlan?
    }

    /// By condition, `condition.subject`, `status-NNN` or `default`.
    var entries: [String: Entry] = [:]
    /// The whole catalogues of the requests below a path.
    var sections: [Section] = []

    struct Section: Sendable {
        /// As in the document's `paths`, and with the path of its server.
        var path: String
        var fullPath: String
        var catalogue: ErrorCatalogue
    }

    package func lists(_ condition: ErrorCondition, operation: CompiledOperation) -> Bool {
        if let section = section(operation, path: "") { return section.lists(condition, operation: operation) }
        return entry(condition, operation.binding.subject) != nil
    }

    /// Whether there is an entry for what is wrong at that place of a body alone.
    package func listsInvalid(at pointer: String, operation: CompiledOperation) -> Bool {
        if let section = section(operation, path: "") {
            return section.listsInvalid(at: pointer, operation: operation)
        }
        return entries["\(ErrorCondition.bodyInvalid.rawValue).\(pointer)"] != nil
    }

    /// The catalogue of the part of the API that a request is in, where that has one of its own; the path, of a request
    /// that matched no operation, starts with the path of the document's server.
    private func section(_ operation: CompiledOperation?, path: String) -> ErrorCatalogue? {
        sectionEntry(operation, path: path)?.catalogue
    }

    private func sectionEntry(_ operation: CompiledOperation?, path: String) -> Section? {
        guard !sections.isEmpty else { return nil }
        func isBelow(_ path: String, _ start: String) -> Bool {
            path.hasPrefix(start) && (path.count == start.count || path.dropFirst(start.count).hasPrefix("/"))
        }
        let template = operation?.template.description
        return sections.first { section in
            template.map { isBelow($0, section.path) } ?? isBelow(path, section.fullPath)
        }
    }

    /// The status of the answer to a failure.
    package func status(of condition: ErrorCondition, subject: String?) -> Int {
        entry(condition, subject)?.status ?? condition.usualStatus(of: subject)
    }

    /// The names of the errors that the document lists, those of its sections behind their paths; `default` is none.
    package var names: [String] {
        let own = entries.keys.filter { $0 != "default" }.sorted()
        return own + sections.flatMap { section in section.catalogue.names.map { "\(section.path) \($0)" } }
    }

    /// The name of the entry that answers a failure; `nil` where the document lists none for it.
    package func name(of failure: Failure, operation: CompiledOperation?, path: String) -> String? {
        if let section = sectionEntry(operation, path: path) {
            return section.catalogue.name(of: failure, operation: operation, path: path).map { "\(section.path) \($0)" }
        }
        let condition = failure.condition.rawValue
        let narrowed = (failure.subject ?? operation?.binding.subject).map { "\(condition).\($0)" }
        return [narrowed, condition].compactMap(\.self).first { entries[$0] != nil }
    }

    /// The name of the entry whose words a scripted answer of that status has.
    package func name(ofStatus status: Int, operation: CompiledOperation?, path: String) -> String? {
        if let section = sectionEntry(operation, path: path) {
            return section.catalogue.name(ofStatus: status, operation: operation, path: path)
                .map { "\(section.path) \($0)" }
        }
        if entries["status-\(status)"] != nil { return "status-\(status)" }
        return entries.sorted { $0.key < $1.key }.first { $0.value.status == status && !$0.key.contains(".") }?.key
    }

    /// The entry of the condition for the kind or collection, else for all.
    private func entry(_ condition: ErrorCondition, _ subject: String?) -> Entry? {
        subject.flatMap { entries["\(condition.rawValue).\($0)"] } ?? entries[condition.rawValue]
    }

    /// A failed request, as far as its answer is concerned.
    package struct Failure: Sendable {
        package var condition: ErrorCondition
        /// The kind or collection it is about.
        package var subject: String?
        package var identifier: String?
        /// One sentence for each thing that is wrong.
        package var details: [String]
        /// What else the answer can say.
        package var facts = ErrorFacts()

        package init(
            _ condition: ErrorCondition, subject: String? = nil, identifier: String? = nil, details: [String] = []
        ) {
            self.condition = condition
            self.subject = subject
            self.identifier = identifier
            self.details = details
        }
    }

    /// The response and the values for a failure of an operation, or of a request that matched none.
    package func answer(
        to failure: Failure, operation: CompiledOperation?, request: RequestValues
    ) -> (response: ResponsePlan?, values: ErrorValues) {
        if let section = section(operation, path: request.path) {
            return section.answer(to: failure, operation: operation, request: request)
        }
        var failure = failure
        failure.subject = failure.subject ?? operation?.binding.subject
        let entry = entry(failure.condition, failure.subject)
        let status = entry?.status ?? failure.condition.usualStatus(of: failure.subject)
        let fallback = entry ?? entries["status-\(status)"] ?? entries["default"]
        let template = fallback?.message ?? failure.condition.usualMessage
        let values = ErrorValues(
            status: status, code: fallback?.code, message: fill(template, failure, request), details: failure.details,
            facts: failure.facts)
        return (response(status: status, operation: operation, entry: fallback), values)
    }

    /// The response and the values for a scripted answer of a status.
    package func answer(
        toStatus status: Int, operation: CompiledOperation?, path: String
    ) -> (response: ResponsePlan?, values: ErrorValues) {
        if let section = section(operation, path: path) {
            return section.answer(toStatus: status, operation: operation, path: path)
        }
        let entry =
            entries["status-\(status)"]
            ?? entries.sorted { $0.key < $1.key }.first { $0.value.status == status && !$0.key.contains(".") }?.value
            ?? entries["default"]
        let phrase = StatusPhrase.text(of: status)
        let message = entry.flatMap { $0.status == status ? $0.message : nil }
        let values = ErrorValues(
            status: status, code: entry?.code, message: message.map { $0.contains("{") ? phrase : $0 } ?? phrase)
        return (response(status: status, operation: operation, entry: entry), values)
    }

    private func response(status: Int, operation: CompiledOperation?, entry: Entry?) -> ResponsePlan? {
        // An operation's `default` is its response of every status that it does not list (OpenAPI 3.1, section 4.8.16).
        operation?.failures[status] ?? operation?.failures[0] ?? entry?.response ?? entries["default"]?.response
    }

    private func fill(_ template: String, _ failure: Failure, _ request: RequestValues) -> String {
        guard template.contains("{") else { return template }
        var values = [
            "name": failure.subject ?? "record", "identifier": failure.identifier ?? "", "method": request.method,
            "path": request.path,
        ]
        if let limit = failure.facts.limit {
            values["max"] = String(limit.max)
            values["retry-after"] = limit.retryAfter.map { String($0) } ?? ""
        }
        // What has no details of its own is said in the usual words.
        let usual = failure.condition.usualMessage
        values["detail"] =
            failure.details.isEmpty && usual != "{detail}"
            ? Self.fill(usual, values) : failure.details.joined(separator: "; ")
        return Self.fill(template, values)
    }

    private static func fill(_ template: String, _ values: [String: String]) -> String {
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            text += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
