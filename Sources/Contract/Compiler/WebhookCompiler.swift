// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `webhooks` and `x-sim-webhooks`.
struct WebhookCompiler {
    let outline: SchemaOutline
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    let kinds: [String: JobKindBuilder]
    let operations: [OperationReader.Found]
    let reader: OperationReader
    let bindings: BindingCompiler

    func compile(_ root: APIDocument.Place) -> WebhookPlans? {
        let events = (root["webhooks"]?.members ?? []).filter { !$0.name.hasPrefix("x-") }
        guard !events.isEmpty else {
            if let setup = root["x-sim-webhooks"] {
                collector.error("the document has no \"webhooks\" that this could be about", at: setup.node.position)
            }
            return nil
        }
        let setup = WebhookSetupCompiler(collector: collector, events: events.map(\.name))
        var plans = WebhookPlans(
            rules: setup.rules(root["x-sim-webhooks"]),
            signature: setup.signature(root["x-sim-webhooks"]?["signature"]),
            events: [])
        for (name, position, place) in events {
            guard let item = outline.resolve(place).last else { continue }
            for method in OperationReader.methods where method != "post" && item[method] != nil {
                collector.error("a webhook is sent with POST", at: item[method]?.node.position)
            }
            guard let post = item["post"] else {
                collector.error("webhook \"\(name)\" has no \"post\"", at: position)
                continue
            }
            if let binding = post["x-sim-binding"] {
                collector.error("a webhook has no \"x-sim-binding\": nobody calls it", at: binding.node.position)
            }
            guard let annotation = post["x-sim-webhook"] else {
                collector.error(
                    "webhook \"\(name)\" has no \"x-sim-webhook\"", at: post.node.position,
                    hint: "say when it is sent, or \"x-sim-webhook: { when: never }\" where it is only reserved")
                continue
            }
            guard let (trigger, scope) = trigger(annotation) else { continue }
            plans.rules.events.append(WebhookEvent(name: name, trigger: trigger))
            plans.events.append(
                plan(name, post, evidence: post["x-evidence"] ?? item["x-evidence"] ?? root["x-evidence"], scope, plans)
            )
        }
        return plans
    }

    // MARK: When

    private func trigger(
        _ annotation: APIDocument.Place
    ) -> (trigger: WebhookEvent.Trigger, scope: SourceCompiler.Scope)? {
        collector.checkMembers(of: annotation, known: ["when"], in: "\"x-sim-webhook\"")
        guard annotation.node.members != nil else { return nil }
        let example = "{ job: KIND, states: [completed] }, { operation: ID } or never"
        guard let when = annotation["when"] else {
            collector.error("\"x-sim-webhook\" needs \"when\": \(example)", at: annotation.node.position)
            return nil
        }
        if when.node.stringValue == "never" { return (.never, .nothing) }
        guard when.node.members != nil, (when["job"] == nil) != (when["operation"] == nil) else {
            collector.error("\"when\" is \(example)", at: when.node.position)
            return nil
        }
        if let operation = when["operation"] {
            collector.checkMembers(of: when, known: ["operation"], in: "\"when\"")
            return operationTrigger(operation)
        }
        collector.checkMembers(of: when, known: ["job", "states"], in: "\"when\"")
        guard let place = when["job"], let name = collector.string(place, "\"job\"") else { return nil }
        guard let kind = kinds[name] else {
            collector.error(
                "there is no job kind \"\(name)\"", at: place.node.position,
                hint: NameSuggestion.hint(for: name, among: kinds.keys))
            return nil
        }
        return (.job(kind: name, states: states(when["states"])), .job(kind))
    }

    private func operationTrigger(
        _ place: APIDocument.Place
    ) -> (trigger: WebhookEvent.Trigger, scope: SourceCompiler.Scope)? {
        guard let id = collector.string(place, "\"operation\"") else { return nil }
        guard let operation = operations.first(where: { $0.id == id }) else {
            collector.error(
                "there is no operation \"\(id)\"", at: place.node.position,
                hint: NameSuggestion.hint(for: id, among: operations.map(\.id)))
            return nil
        }
        return (.operation(id), subjectScope(of: operation))
    }

    /// What the answer of an operation is about is what its event is about.
    private func subjectScope(of operation: OperationReader.Found) -> SourceCompiler.Scope {
        // Nothing is left of what was deleted, and a list is about many.
        guard let annotation = operation.place["x-sim-binding"], annotation["delete"] == nil,
            let bound = bindings.compile(annotation, operation: reader.read(operation))
        else { return .nothing }
        if case .list = bound.scope { return .nothing }
        return bound.scope
    }

    private func states(_ place: APIDocument.Place?) -> [JobState] {
        guard let place else { return JobState.allCases.filter(\.isTerminal) }
        let nodes = place.node.elements ?? [place.node]
        if nodes.isEmpty { collector.error("\"states\" names no state", at: place.node.position) }
        return nodes.compactMap { node in
            if let state = node.stringValue.flatMap(JobState.init(rawValue:)) { return state }
            collector.error(
                "\(node.value.text) is no state of a job", at: node.position,
                hint: NameSuggestion.hint(for: node.stringValue ?? "", among: JobState.allCases.map(\.rawValue)))
            return nil
        }
    }

    // MARK: What

    private func plan(
        _ name: String, _ post: APIDocument.Place, evidence: APIDocument.Place?, _ scope: SourceCompiler.Scope,
        _ plans: WebhookPlans
    ) -> WebhookPlan {
        let sources = sources.ofEvent()
        var plan = WebhookPlan(
            name: name, evidence: evidence?.node.stringValue.flatMap(Evidence.init(rawValue:)),
            contentType: "application/json", headers: [], position: (post["operationId"] ?? post).node.position)
        for element in post["parameters"]?.elements ?? [] {
            guard let parameter = outline.resolve(element).last, let header = parameter["name"]?.node.stringValue else {
                continue
            }
            guard parameter["in"]?.node.stringValue == "header" else {
                collector.error(
                    "a webhook has no parameters but header fields", at: parameter.node.position,
                    hint: "the receiver's URL is the subscriber's")
                continue
            }
            // What is signed with describes itself.
            if header.lowercased() == plans.signature?.header.lowercased() { continue }
            guard let schema = parameter["schema"] else { continue }
            if let annotation = outline.member("x-sim-source", of: schema) {
                if let source = sources.compile(annotation, in: scope) { plan.headers.append((header, source)) }
            } else if let constant = outline.member("const", of: schema) {
                plan.headers.append((header, .constant(constant.node.value)))
            }
        }
        guard let body = post["requestBody"].flatMap({ outline.resolve($0).last }) else { return plan }
        let media = body["content"]?.members ?? []
        guard let json = media.first(where: { MediaType.isJSON($0.name) }) else {
            collector.error("a webhook's body is JSON", at: body.node.position)
            return plan
        }
        plan.contentType = json.name
        guard let schema = json.place["schema"] else { return plan }
        let renderers = RenderCompiler(outline: outline, sources: sources, collector: collector, itemScope: scope)
        plan.body = renderers.compileEvent(schema, in: scope)
        return plan
    }
}
