// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Compiles `x-sim-errors`.
struct ErrorCompiler {
    let outline: SchemaOutline
    let document: APIDocument
    let collector: DiagnosticCollector
    let operations: OperationCompiler
    /// The job kinds and collections that a condition may be narrowed to.
    let subjects: Set<String>
    let limits: Set<String>
    /// The names of the errors that preconditions can be refused with.
    let refusals: Set<String>
    /// The members of all request bodies, as pointers.
    let bodyMembers: () -> Set<String>
    /// The path of the document's server.
    let basePath: String

    private let responses = Responses()

    func compile(_ place: APIDocument.Place?) -> ErrorCatalogue {
        var catalogue = entries(place)
        for (name, position, section) in place?.members ?? [] where name.hasPrefix("/") {
            checkPath(name, at: position)
            catalogue.sections.append(
                ErrorCatalogue.Section(path: name, fullPath: basePath + name, catalogue: entries(section)))
        }
        // The longest path is the closest.
        catalogue.sections.sort { $0.path.utf8.count > $1.path.utf8.count }
        return catalogue
    }

    private func entries(_ place: APIDocument.Place?) -> ErrorCatalogue {
        var catalogue = ErrorCatalogue()
        for (name, position, entry) in place?.members ?? [] where !isSection(name, in: place) {
            checkName(name, at: position)
            collector.checkMembers(
                of: entry, known: ["status", "code", "message", "response", "x-sim-variant"], in: "error \"\(name)\"")
            let given = entry["status"]
            let status = given == nil ? usualStatus(name) : given?.node.integerValue.map { Int(clamping: $0) }
            guard let status, (100...599).contains(status) else {
                // A name that is wrong is reported already, and says nothing of the status.
                if let given {
                    collector.error("\"status\" is a number from 100 to 599", at: given.node.position)
                }
                continue
            }
            catalogue.entries[name] = ErrorCatalogue.Entry(
                status: status, code: collector.string(entry["code"], "\"code\""),
                message: collector.string(entry["message"], "\"message\""),
                response: entry["response"].flatMap { compileResponse($0, status: status) })
        }
        return catalogue
    }

    /// Only the document's own entries may be parted by paths.
    private func isSection(_ name: String, in place: APIDocument.Place?) -> Bool {
        name.hasPrefix("/") && place?.pointer.tokens.count == 1
    }

    /// A section that no operation is in has a misspelt path.
    private func checkPath(_ path: String, at position: SourcePosition) {
        let paths = document.rootPlace["paths"]?.members.map(\.name) ?? []
        guard !paths.contains(where: { $0 == path || $0.hasPrefix(path + "/") }) else { return }
        let starts = Set(paths.map { "/" + $0.dropFirst().prefix { $0 != "/" } })
        collector.error(
            "no path of this document is below \"\(path)\"", at: position,
            hint: NameSuggestion.hint(for: path, among: starts))
    }

    private func usualStatus(_ name: String) -> Int? {
        if name == "default" { return 500 }
        if name.hasPrefix("status-") { return Int(name.dropFirst(7)) }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.first.flatMap(ErrorCondition.init)?.usualStatus(of: parts.count > 1 ? parts[1] : nil)
    }

    private func checkName(_ name: String, at position: SourcePosition) {
        if name == "default" { return }
        if name.hasPrefix("status-"), let status = Int(name.dropFirst(7)), (100...599).contains(status) { return }
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let conditions = ErrorCondition.allCases.map(\.rawValue)
        guard let condition = parts.first, conditions.contains(condition) else {
            collector.error(
                "there is no error condition \"\(name)\"", at: position,
                hint: NameSuggestion.closest(to: parts.first ?? name, among: conditions).map {
                    "did you mean \"\($0)\"?"
                } ?? "known: " + conditions.joined(separator: ", "))
            return
        }
        guard parts.count == 2 else { return }
        let (what, known): (String, Set<String>) =
            switch ErrorCondition(rawValue: condition) {
            // Why a credential is refused is the scenario's word.
            case .credentialRefused: ("", [parts[1]])
            case .limitReached: ("limit", limits)
            case .bodyInvalid where parts[1].hasPrefix("/"): ("member of a request body", bodyMembers())
            case .refused: ("error of a precondition", refusals)
            default: ("job kind or collection", subjects)
            }
        guard !known.contains(parts[1]) else { return }
        collector.error(
            "there is no \(what) \"\(parts[1])\"", at: position,
            hint: NameSuggestion.hint(for: parts[1], among: known.sorted()))
    }

    private func compileResponse(_ place: APIDocument.Place, status: Int) -> ResponsePlan? {
        guard let reference = collector.string(place, "\"response\"") else { return nil }
        guard let pointer = document.pointer(ofReference: reference), let response = document.place(at: pointer) else {
            let known = document.rootPlace["components"]?["responses"]?.members.map {
                "#/components/responses/" + $0.name
            }
            collector.error(
                "\"\(reference)\" leads nowhere", at: place.node.position,
                hint: NameSuggestion.hint(for: reference, among: known ?? []))
            return nil
        }
        // One response serves many errors, and which it is of makes no difference to how it is rendered.
        if var known = responses.plans[reference] {
            known.status = status
            return known
        }
        let plan = operations.compileResponse(
            response, status: status, scope: .error, itemScope: .nothing, operations.sources)
        responses.plans[reference] = plan
        return plan
    }

    private final class Responses {
        var plans: [String: ResponsePlan] = [:]
    }
}
