// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation

/// Compiles one operation: validators, credentials, binding, renderers.
struct OperationCompiler {
    let document: APIDocument
    let outline: SchemaOutline
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    let reader: OperationReader
    let bindings: BindingCompiler
    let admissions: AdmissionCompiler
    let isBoundByProgram: Bool
    let schema: (APIDocument.Place) -> Schema?
    private let shared = SharedResponses()

    init(
        document: APIDocument, outline: SchemaOutline, sources: SourceCompiler, collector: DiagnosticCollector,
        reader: OperationReader, bindings: BindingCompiler, admissions: AdmissionCompiler, isBoundByProgram: Bool,
        schema: @escaping (APIDocument.Place) -> Schema?
    ) {
        self.document = document
        self.outline = outline
        self.sources = sources
        self.collector = collector
        self.reader = reader
        self.bindings = bindings
        self.admissions = admissions
        self.isBoundByProgram = isBoundByProgram
        self.schema = schema
    }

    func compile(_ operation: OperationOutline) -> CompiledOperation {
        let place = operation.place
        checkListParameters(operation)
        if let annotation = place["x-sim-webhook"] {
            collector.error(
                "\"x-sim-webhook\" belongs on an operation under \"webhooks\"", at: annotation.node.position)
        }
        let bound = compileBinding(operation)
        let credentials = CredentialCompiler(document: document, outline: outline, collector: collector).compile(place)
        let responses = compileResponses(operation, bound)
        return CompiledOperation(
            id: operation.id, method: operation.method, template: operation.template,
            summary: place["summary"]?.node.stringValue, evidence: evidence(operation.evidence),
            parameters: operation.parameters.map(compileParameter), body: place["requestBody"].flatMap(compileBody),
            credentials: credentials.alternatives, binding: bound?.binding ?? .external, success: responses.success,
            failures: responses.failures, isDeprecated: place["deprecated"]?.node.boolValue == true,
            range: DateRangeCompiler(sources: sources.declaring(operation.parameters), collector: collector)
                .compile(place["x-sim-range"]), admission: admissions.compile(operation, scopes: credentials.scopes),
            position: (place["operationId"] ?? place).node.position)
    }

    /// - Returns: `nil` where the program binds the operation, or the binding is wrong.
    private func compileBinding(_ operation: OperationOutline) -> BindingCompiler.Compiled? {
        guard !isBoundByProgram else { return nil }
        guard let annotation = operation.place["x-sim-binding"] else {
            collector.error(
                "\(operation.id) has no \"x-sim-binding\"", at: operation.place.node.position,
                hint: "say what it does, or \"x-sim-binding: { act: {} }\" where it has no state")
            return nil
        }
        return bindings.compile(annotation, operation: operation)
    }

    /// What pages a list is a query parameter of an operation that lists; what filters it may be part of the path.
    private func checkListParameters(_ operation: OperationOutline) {
        let binding = operation.place["x-sim-binding"]
        let isList = binding?["list"] != nil || binding?["report"]?.node.stringValue != nil
        let homes: [(annotation: String, locations: [ParameterLocation], phrase: String)] = [
            ("x-sim-page", [.query], "a query parameter"),
            ("x-sim-filter", [.query, .path], "a query or path parameter"),
        ]
        for parameter in operation.parameters {
            for (name, locations, phrase) in homes where !isList || !locations.contains(parameter.location) {
                guard let annotation = parameter.place[name] else { continue }
                collector.error(
                    "\"\(name)\" has no meaning here: "
                        + (isList ? "it belongs on \(phrase)" : "\(operation.id) lists nothing"),
                    at: annotation.node.position)
            }
        }
    }

    func evidence(_ annotation: APIDocument.Place?) -> CompiledOperation.OperationEvidence? {
        guard let annotation else { return nil }
        if let word = annotation.node.stringValue.flatMap(Evidence.init(rawValue:)) {
            return .init(request: word, response: word)
        }
        guard let request = annotation["request"]?.node.stringValue.flatMap(Evidence.init(rawValue:)),
            let response = annotation["response"]?.node.stringValue.flatMap(Evidence.init(rawValue:))
        else { return nil }
        return .init(request: request, response: response)
    }

    // MARK: Requests

    private func compileParameter(_ parameter: OperationOutline.Parameter) -> ParameterPlan {
        let place = parameter.place["schema"]
        let items = place.flatMap { outline.member("items", of: $0) }
        if let content = parameter.place["content"] {
            collector.error(
                "parameter \"\(parameter.name)\" has \"content\", which is not supported", at: content.node.position,
                hint: "describe it with \"schema\"")
        }
        return ParameterPlan(
            name: parameter.name, location: parameter.location, isRequired: parameter.isRequired,
            schema: place.flatMap(schema), types: place.map { TextTypes(outline.types(of: $0)) } ?? [],
            elementTypes: items.map { TextTypes(outline.types(of: $0)) } ?? [],
            separator: separator(of: parameter),
            fallback: place.flatMap { outline.member("default", of: $0) }?.node.value,
            isDeprecated: parameter.place["deprecated"]?.node.boolValue == true
                || place.flatMap { outline.member("deprecated", of: $0) }?.node.boolValue == true,
            position: parameter.place.node.position, refers: parameter.place["x-sim-refers"].flatMap(compileSubject))
    }

    /// The kind or collection that a parameter's value is in.
    private func compileSubject(_ place: APIDocument.Place) -> Subject.Table? {
        guard let name = collector.string(place, "\"x-sim-refers\"") else { return nil }
        if bindings.kinds[name] != nil { return .jobs(kind: name) }
        if sources.collections.contains(name) { return .records(collection: name) }
        collector.error(
            "there is no job kind or collection \"\(name)\"", at: place.node.position,
            hint: NameSuggestion.hint(for: name, among: Array(bindings.kinds.keys) + sources.collections))
        return nil
    }

    /// What stands between the elements of an array in one text; `nil` where each element is a parameter of its own.
    ///
    /// OpenAPI 3.1, section 4.8.12.2: "form" explodes unless it says otherwise, the other styles do not.
    private func separator(of parameter: OperationOutline.Parameter) -> Character? {
        let isQuery = parameter.location == .query
        let usual = isQuery || parameter.location == .cookie ? "form" : "simple"
        let separators: [String: Character] =
            isQuery ? ["form": ",", "spaceDelimited": " ", "pipeDelimited": "|"] : [usual: ","]
        let style = parameter.place["style"]?.node.stringValue ?? usual
        guard let separator = separators[style] else {
            collector.error(
                "a \(parameter.location.rawValue) parameter of style \"\(style)\" is not supported",
                at: parameter.place["style"]?.node.position,
                hint: "known: " + separators.keys.sorted().joined(separator: ", "))
            return nil
        }
        let isExploded = parameter.place["explode"]?.node.boolValue ?? (style == "form")
        return isQuery && isExploded ? nil : separator
    }

    private func compileBody(_ place: APIDocument.Place) -> BodyPlan? {
        guard let place = outline.resolve(place).last, let content = place["content"] else { return nil }
        let body = reader.jsonSchema(of: content)
        let properties = body.map { outline.properties(of: $0) } ?? []
        return BodyPlan(
            isRequired: place["required"]?.node.boolValue == true, mediaTypes: content.members.map(\.name),
            schema: body.flatMap(schema),
            position: place.node.position,
            defaults: properties.compactMap { property in
                outline.member("default", of: property.place).map { (property.name, $0.node.value) }
            })
    }

    /// The members of an operation's body, as pointers.
    func bodyMembers(of operation: APIDocument.Place) -> [String] {
        guard let body = operation["requestBody"], let resolved = outline.resolve(body).last,
            let schema = reader.jsonSchema(of: resolved["content"])
        else { return [] }
        return outline.properties(of: schema).map { "/" + $0.name }
    }

    // MARK: Responses

    private func compileResponses(
        _ operation: OperationOutline, _ bound: BindingCompiler.Compiled?
    ) -> (success: ResponsePlan, failures: [Int: ResponsePlan]) {
        let sources = sources.declaring(operation.parameters)
        // Most operations fail in the same few ways: what they share is compiled once.
        func compile(_ response: APIDocument.Place, _ status: Int) -> ResponsePlan {
            shared.plan(response.node["$ref"]?.stringValue, status) {
                compileResponse(
                    response, status: status, scope: .error, itemScope: .nothing, sources, hasBody: !isBoundByProgram)
            }
        }
        var success: ResponsePlan?
        var failures: [Int: ResponsePlan] = [:]
        var best: (status: Int, place: APIDocument.Place)?
        for (code, position, response) in operation.place["responses"]?.members ?? [] where !code.hasPrefix("x-") {
            if code == "default" {
                failures[0] = compile(response, 0)
            } else if let status = Int(code), (100...599).contains(status) {
                if (200..<300).contains(status) {
                    if status < best?.status ?? .max { best = (status, response) }
                } else {
                    failures[status] = compile(response, status)
                }
            } else {
                collector.error("\"\(code)\" is no status", at: position, hint: "use a number such as 200, or default")
            }
        }
        if let best {
            // What an answer is about is known only of an operation that is bound.
            success = compileResponse(
                best.place, status: best.status, scope: bound?.scope ?? .nothing,
                itemScope: bound?.itemScope ?? .nothing,
                sources, hasBody: bound != nil)
        } else {
            collector.error("\(operation.id) has no response with a 2xx status", at: operation.place.node.position)
        }
        return (success ?? ResponsePlan(status: 200, headers: []), failures)
    }

    func compileResponse(
        _ place: APIDocument.Place, status: Int, scope: SourceCompiler.Scope, itemScope: SourceCompiler.Scope,
        _ sources: SourceCompiler, hasBody: Bool = true
    ) -> ResponsePlan {
        guard let place = outline.resolve(place).last else { return ResponsePlan(status: status, headers: []) }
        var plan = ResponsePlan(status: status, headers: [])
        for (name, _, header) in place["headers"]?.members ?? [] {
            guard let schema = outline.resolve(header).last?["schema"] else { continue }
            if let annotation = outline.member("x-sim-source", of: schema) {
                if let source = sources.compile(annotation, in: scope) { plan.headers.append((name, source)) }
            } else if let constant = outline.member("const", of: schema) {
                plan.headers.append((name, .constant(constant.node.value)))
            }
        }
        let content = place["content"]?.members ?? []
        guard let media = content.first(where: { MediaType.isJSON($0.name) }) ?? content.first else { return plan }
        plan.contentType = media.name
        guard let body = media.place["schema"], hasBody, !isBoundByProgram else { return plan }
        if !MediaType.isJSON(media.name) {
            collector.error(
                "an answer of type \"\(media.name)\" cannot be rendered", at: media.position,
                hint: "only JSON is; leave the schema out for an answer without a body")
        }
        let renderers = RenderCompiler(outline: outline, sources: sources, collector: collector, itemScope: itemScope)
        plan.body = renderers.compile(body, in: scope)
        return plan
    }
}

/// The error responses that several operations refer to.
private final class SharedResponses {
    private struct Key: Hashable {
        var reference: String
        var status: Int
    }

    private var plans: [Key: ResponsePlan] = [:]

    func plan(_ reference: String?, _ status: Int, _ compile: () -> ResponsePlan) -> ResponsePlan {
        guard let reference else { return compile() }
        let key = Key(reference: reference, status: status)
        if let plan = plans[key] { return plan }
        let plan = compile()
        plans[key] = plan
        return plan
    }
}

extension CompiledOperation {
    /// The same operation, with the places of its kind's inputs in the body.
    func settingInputPaths(of kinds: [String: JobKindBuilder]) -> CompiledOperation {
        guard case .submit(var plan) = binding, let kind = kinds[plan.kind] else { return self }
        plan.parts = plan.parts?.settingInputPaths(of: kinds)
        plan.inputPaths = kind.inputs.map { $0.split(separator: ".").map(String.init) }
        return CompiledOperation(
            id: id, method: method, template: template, summary: summary, evidence: evidence, parameters: parameters,
            body: body, credentials: credentials, binding: .submit(plan), success: success, failures: failures,
            isDeprecated: isDeprecated, range: range, admission: admission, position: position)
    }
}
