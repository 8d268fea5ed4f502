// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-source` and the sources in other annotations.
struct SourceCompiler {
    /// What the values of an answer, or of a part of it, belong to.
    enum Scope {
        case nothing
        case job(JobKindBuilder)
        /// A job that may be of any of these kinds.
        case jobs([JobKindBuilder])
        case record(collection: String)
        /// A list as a whole; its elements are jobs or records.
        case list
        case error
        /// A record of that collection that is being changed, by a request or by a job of that kind.
        case change(collection: String, kind: JobKindBuilder?)
    }

    var timestamps: TimestampForm
    /// The field that identifies a record of each collection.
    let keys: [String: String]
    /// The names of the document's limits.
    let limits: [String]
    let collector: DiagnosticCollector
    let series: SeriesTable
    /// What the elements are, where this is inside an array of rows.
    var rows: Rows?
    /// Whether this is about a part that is shown within its batch.
    var isInsideBatch = false

    /// The parameters of the operation whose answer this is; `nil` where any operation may be meant.
    var parameters: [OperationOutline.Parameter]?

    /// Whether the message of an event is compiled.
    private(set) var isEvent = false

    var collections: Set<String> { Set(keys.keys) }

    /// The same, for the message of an event.
    func ofEvent() -> SourceCompiler {
        var copy = self
        copy.isEvent = true
        copy.parameters = []
        return copy
    }

    /// The same, for an operation with these parameters.
    func declaring(_ parameters: [OperationOutline.Parameter]) -> SourceCompiler {
        var copy = self
        copy.parameters = parameters
        return copy
    }

    static let roots = [
        "job", "input", "item", "path", "query", "header", "cookie", "page", "row", "error", "event", "clock",
        "request", "credential", "limit",
    ]

    private static let form = "a source has the form ROOT.NAME, with ROOT one of " + roots.joined(separator: ", ")

    /// - Returns: `nil` where the source is wrong; the collector then knows why.
    func compile(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        if let text = place.node.stringValue { return compile(text, at: place.node.position, in: scope) }
        guard place.node.members != nil else {
            collector.error(
                "a source is a name such as job.id, or an object with \"from\", found \(place.node.kindPhrase)",
                at: place.node.position)
            return nil
        }
        collector.checkMembers(
            of: place,
            known: [
                "from", "in", "take", "map", "default", "first-of", "const", "count", "first", "path", "template",
                "with", "as", "draft", "words", "series", "when", "days-ago", "divided-by", "timestamps",
            ],
            in: "a source")
        guard let base = form(of: place).compileBase(place, in: scope) else { return nil }
        var source = base
        if let divisor = place["divided-by"] {
            guard let number = divisor.node.integerValue, number > 0 else {
                collector.error("\"divided-by\" is a whole number above 0", at: divisor.node.position)
                return nil
            }
            source = .quotient(source, Double(number))
        }
        if let when = place["when"] {
            guard let conditions = compileConditions(when, in: scope) else { return nil }
            source = .when(conditions, source)
        }
        if let map = place["map"] {
            guard map.node.members != nil else {
                collector.error("\"map\" is an object, found \(map.node.kindPhrase)", at: map.node.position)
                return nil
            }
            let pairs = map.members.map { ($0.name, $0.place.node.value) }
            source = .mapped(source, Dictionary(pairs) { _, last in last })
        }
        if let form = place["as"] {
            guard let shaped = compileForm(form, of: source) else { return nil }
            source = shaped
        }
        if let fallback = place["default"] { source = .firstOf([source, .constant(fallback.node.value)]) }
        return source
    }

    /// The members of a source that say where it comes from.
    static let origins = ["from", "first-of", "const", "path", "template", "draft", "series", "days-ago"]

    /// The same, with the form of timestamps that the source asks for.
    private func form(of place: APIDocument.Place) -> SourceCompiler {
        guard let annotation = place["timestamps"] else { return self }
        guard let form = TimestampForm(rawValue: annotation.node.stringValue ?? "") else {
            collector.error(
                "\(annotation.node.value.text) is no form of timestamps", at: annotation.node.position,
                hint: NameSuggestion.hint(
                    for: annotation.node.stringValue ?? "", among: TimestampForm.allCases.map(\.rawValue)))
            return self
        }
        var copy = self
        copy.timestamps = form
        return copy
    }

    private func compileBase(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        let origins = place.members.filter { Self.origins.contains($0.name) }
        guard let origin = origins.first, origins.count == 1 else {
            collector.error(
                "a source says once where it comes from, found \(origins.count)", at: place.node.position,
                hint: "one of " + Self.origins.joined(separator: ", "))
            return nil
        }
        let from = origin.place
        if origin.name != "template", let with = place["with"] {
            collector.error("\"with\" belongs to \"template\"", at: with.node.position)
        }
        if origin.name != "draft", let words = place["words"] {
            collector.error("\"words\" belongs to \"draft\"", at: words.node.position)
        }
        switch origin.name {
        case "draft": return compileDraft(from, words: place["words"], in: scope)
        case "template": return compileTemplate(from, with: place["with"], in: scope)
        case "const": return .constant(from.node.value)
        case "path": return compilePath(from, in: scope)
        case "series": return compileSeries(from, in: scope).map { .series($0) }
        case "days-ago":
            guard let days = from.node.integerValue, (-100_000...100_000).contains(days) else {
                collector.error("\"days-ago\" is a whole number of days", at: from.node.position)
                return nil
            }
            return .daysAgo(days)
        case "first-of":
            guard from.node.elements?.isEmpty == false else {
                collector.error("\"first-of\" is a list of sources", at: from.node.position)
                return nil
            }
            return .firstOf(from.elements.compactMap { compile($0, in: scope) })
        default: break
        }
        if let count = place["count"], from.node.stringValue == "job.parts" {
            return compilePartCount(count, from, in: scope)
        }
        if let count = place["count"] {
            guard from.node.stringValue == "page.items", case .list = scope else {
                collector.error(
                    "only \"page.items\" of a list can be counted", at: from.node.position)
                return nil
            }
            return compileCount(count)
        }
        if let first = place["first"] {
            collector.error("only \"page.items\" can be cut to its first elements", at: first.node.position)
        }
        if place["in"] != nil || place["take"] != nil { return compileLookup(place, in: scope) }
        return compile(from, in: scope)
    }

    private func compileCount(_ place: APIDocument.Place) -> ValueSource? {
        guard let member = place.node.members?.first, place.node.members?.count == 1 else {
            collector.error("\"count\" is an object with one field and its value", at: place.node.position)
            return nil
        }
        return .count(field: member.name, equals: member.value.value)
    }

    private func compileLookup(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        guard let collection = collector.string(place["in"], "\"in\""),
            let field = collector.string(place["take"], "\"take\"")
        else {
            collector.error("a look-up needs both \"in\" and \"take\"", at: place.node.position)
            return nil
        }
        guard checkCollection(collection, at: place["in"]?.node.position) else { return nil }
        if case .change = scope, let from = place["from"] {
            return compile(from, in: scope).map { .recordField($0, collection: collection, field: field) }
        }
        guard case .job(let kind) = scope, let from = place["from"]?.node.stringValue, from.hasPrefix("input.") else {
            collector.error(
                "only an input of a job can be looked up in a collection", at: place.node.position,
                hint: "use \"from: input.NAME\" in the answer of an operation that submits, reads or lists jobs")
            return nil
        }
        return .jobLookup(kind.lookup(input: String(from.dropFirst(6)), collection: collection, field: field))
    }

    func checkCollection(_ name: String, at position: SourcePosition?) -> Bool {
        if collections.contains(name) { return true }
        collector.error(
            "there is no collection \"\(name)\"", at: position,
            hint: NameSuggestion.hint(for: name, among: collections))
        return false
    }

    /// `/v1/jobs/{job.id}`, as it would stand in `paths`.
    private func compilePath(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        guard let text = collector.string(place, "\"path\"") else { return nil }
        guard
            let parts = compileParts(text, at: place.node.position, { compile($0, at: place.node.position, in: scope) })
        else { return nil }
        guard case .literal(let start)? = parts.first, start.hasPrefix("/") else {
            collector.error("\"path\" starts with \"/\"", at: place.node.position)
            return nil
        }
        return .mountedPath(parts)
    }

    func compile(_ text: String, at position: SourcePosition, in scope: Scope) -> ValueSource? {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.count >= 2, !names.contains("") else {
            collector.error(
                "\"\(text)\" is no source", at: position,
                hint: Self.form)
            return nil
        }
        let path = Array(names.dropFirst())
        switch names[0] {
        case "job": return compileJob(path.joined(separator: "."), text, at: position, in: scope)
        case "input":
            switch scope {
            case .job(let kind), .change(_, let kind?): return .jobInput(kind.input(path.joined(separator: ".")))
            case .jobs: return ambiguous(text, at: position)
            default: return .body(path)
            }
        case "item":
            switch scope {
            case .record, .change: return .item(path)
            default: return misplaced(text, "a record", at: position)
            }
        case "path", "query", "header", "cookie":
            return ParameterLocation(rawValue: names[0]).flatMap {
                compileParameter($0, path.joined(separator: "."), text, at: position)
            }
        case "page":
            guard let field = field(path, text, at: position, ValueSource.PageField.self) else { return nil }
            guard case .list = scope else { return misplaced(text, "a list", at: position) }
            return .page(field)
        case "row": return compileRow(path, text, at: position)
        case "error":
            guard let field = field(path, text, at: position, ValueSource.ErrorField.self) else { return nil }
            guard case .error = scope else { return misplaced(text, "an error", at: position) }
            return .error(field)
        case "event":
            guard let field = field(path, text, at: position, ValueSource.EventField.self) else { return nil }
            guard isEvent else {
                collector.error("\"\(text)\" has no meaning here: this is no webhook", at: position)
                return nil
            }
            return .event(field, timestamps)
        case "clock":
            guard path == ["now"] else { return unknown(text, among: ["clock.now"], at: position) }
            return .now(timestamps)
        case "request":
            guard path == ["id"] else { return unknown(text, among: ["request.id"], at: position) }
            return .requestID
        case "credential": return .credential(path)
        case "limit": return compileLimit(path, text, at: position, in: scope)
        default:
            let known = Self.roots.map { $0 + "." + path.joined(separator: ".") }
            collector.error(
                "\"\(text)\" is no source", at: position,
                hint: NameSuggestion.closest(to: text, among: known).map { "did you mean \"\($0)\"?" } ?? Self.form)
            return nil
        }
    }

    private func compileParameter(
        _ location: ParameterLocation, _ name: String, _ text: String, at position: SourcePosition
    ) -> ValueSource? {
        guard let parameters else { return .parameter(location, name) }
        let known = parameters.filter { $0.location == location }.map(\.name)
        // The names of header fields have no case (RFC 9110, section 5.1); the value is kept under the declared one.
        let declared = known.first { $0 == name || (location == .header && $0.lowercased() == name.lowercased()) }
        guard let declared else {
            collector.error(
                "the operation declares no \(location.rawValue) parameter \"\(name)\"", at: position,
                hint: NameSuggestion.hint(for: text, among: known.map { "\(location.rawValue).\($0)" }))
            return nil
        }
        return .parameter(location, declared)
    }

    /// `limit.max` of the limit that is reached, `limit.NAME.max` of a named one.
    private func compileLimit(
        _ path: [String], _ text: String, at position: SourcePosition, in scope: Scope
    ) -> ValueSource? {
        guard path.count > 1 else {
            guard let field = field(path, text, at: position, ValueSource.LimitField.self) else { return nil }
            guard case .error = scope else { return misplaced(text, "an error", at: position) }
            return .limit(nil, field)
        }
        guard limits.contains(path[0]) else {
            collector.error(
                "there is no limit \"\(path[0])\"", at: position,
                hint: NameSuggestion.hint(for: path[0], among: limits))
            return nil
        }
        guard path.count == 2, let field = ValueSource.LimitField(rawValue: path[1]) else {
            return unknown(
                text, among: ValueSource.LimitField.allCases.map { "limit.\(path[0]).\($0.rawValue)" }, at: position)
        }
        return .limit(path[0], field)
    }

    private func compileJob(
        _ name: String, _ text: String, at position: SourcePosition, in scope: Scope
    ) -> ValueSource? {
        switch scope {
        case .job, .jobs: break
        default: return misplaced(text, "a job", at: position)
        }
        if isInsideBatch, ["title", "content", "outline", "words"].contains(name) {
            collector.error(
                "\"\(text)\" has no meaning here: a batch does not show the texts of its parts", at: position,
                hint: "read the part itself")
            return nil
        }
        if let field = ValueSource.JobField(rawValue: name) { return .job(field) }
        if let instant = ValueSource.JobInstant(rawValue: name) { return .jobInstant(instant, timestamps) }
        guard case .job(let kind) = scope else { return ambiguous(text, at: position) }
        switch name {
        case "state": return .jobState(words: kind.words.map { JSONValue.string($0).serialized })
        case "stage":
            guard let stages = kind.stages else {
                collector.error("job kind \"\(kind.name)\" declares no \"stages\"", at: position)
                return nil
            }
            return .jobStage(stages)
        case "percent": return .jobPercent(kind.stages)
        default:
            let names =
                ValueSource.JobField.allCases.map(\.rawValue) + ValueSource.JobInstant.allCases.map(\.rawValue)
                + ["state", "stage", "percent"]
            return unknown(text, among: names.map { "job." + $0 }, at: position)
        }
    }

    func field<Field: RawRepresentable & CaseIterable>(
        _ path: [String], _ text: String, at position: SourcePosition, _ type: Field.Type
    ) -> Field? where Field.RawValue == String {
        if path.count == 1, let field = Field(rawValue: path[0]) { return field }
        let root = text.prefix { $0 != "." }
        let names = Field.allCases.map(\.rawValue) + (root == "page" || root == "event" ? ["items"] : [])
        _ = unknown(text, among: names.map { "\(root).\($0)" }, at: position)
        return nil
    }

    private func unknown(_ text: String, among names: [String], at position: SourcePosition) -> ValueSource? {
        collector.error(
            "\"\(text)\" is no source", at: position, hint: NameSuggestion.hint(for: text, among: names))
        return nil
    }

    func misplaced(_ text: String, _ what: String, at position: SourcePosition) -> ValueSource? {
        collector.error("\"\(text)\" has no meaning here: this answer is not about \(what)", at: position)
        return nil
    }
}
