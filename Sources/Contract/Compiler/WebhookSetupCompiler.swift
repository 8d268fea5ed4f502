// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-webhooks`: what all webhooks of an API have in common.
struct WebhookSetupCompiler {
    let collector: DiagnosticCollector
    /// The names of the events.
    let events: [String]

    func rules(_ place: APIDocument.Place?) -> WebhookRules {
        var rules = WebhookRules(events: [])
        guard let place else { return rules }
        collector.checkMembers(
            of: place, known: ["signature", "secret", "identifier", "retries", "timeout", "test"],
            in: "\"x-sim-webhooks\"")
        let identifiers = IdentifierCompiler(collector: collector)
        if let form = place["identifier"].flatMap(identifiers.compile) { rules.identifier = form }
        if let secret = place["secret"], let form = identifiers.compile(secret) {
            if case .prefixed = form {
                rules.secret = form
            } else {
                collector.error(
                    "a secret is a text that nobody guesses", at: secret.node.position,
                    hint: "use { prefix: abc_, length: 32 }")
            }
        }
        if let retries = place["retries"] { rules.retries = self.retries(retries) }
        if let timeout = place["timeout"].flatMap({ duration($0, "\"timeout\"") }) { rules.timeout = timeout }
        if let test = place["test"], let name = collector.string(test, "\"test\"") {
            if !events.contains(name) {
                collector.error(
                    "there is no webhook \"\(name)\"", at: test.node.position,
                    hint: NameSuggestion.hint(for: name, among: events))
            }
            rules.testEvent = name
        }
        return rules
    }

    private func retries(_ place: APIDocument.Place) -> RetrySchedule {
        var schedule = RetrySchedule()
        collector.checkMembers(of: place, known: ["first", "factor", "longest", "for"], in: "\"retries\"")
        if let span = place["first"].flatMap({ duration($0, "\"first\"") }) { schedule.first = span }
        if let span = place["longest"].flatMap({ duration($0, "\"longest\"") }) { schedule.longest = span }
        if let span = place["for"].flatMap({ duration($0, "\"for\"") }) { schedule.lasts = span }
        if let factor = place["factor"] {
            switch factor.node.value {
            case .integer(let number) where number >= 1: schedule.factor = Double(number)
            case .double(let number) where number >= 1 && number.isFinite: schedule.factor = number
            default: collector.error("\"factor\" is a number that is at least 1", at: factor.node.position)
            }
        }
        return schedule
    }

    private func duration(_ place: APIDocument.Place, _ what: String) -> TimeSpan? {
        if let span = place.node.stringValue.flatMap({ TimeSpan(parsing: $0) }), span > .zero { return span }
        collector.error(
            "\(what) is a duration, found \(place.node.value.text)", at: place.node.position,
            hint: "write it as 10s, 1m or 26h")
        return nil
    }

    // MARK: Signature

    func signature(_ place: APIDocument.Place?) -> SignaturePlan? {
        guard let place else { return nil }
        collector.checkMembers(
            of: place, known: ["header", "value", "signs", "algorithm", "encoding", "tolerance"], in: "\"signature\"")
        guard place.node.members != nil else { return nil }
        guard let header = collector.string(place["header"], "\"header\""), let signs = place["signs"] else {
            collector.error("a signature needs \"header\" and \"signs\"", at: place.node.position)
            return nil
        }
        var plan = SignaturePlan(
            header: header, value: [.signature],
            signs: parts(signs, "\"signs\"", known: ["timestamp", "body", "event.id"], needed: .body))
        if let value = place["value"] {
            plan.value = parts(
                value, "\"value\"", known: ["timestamp", "signature", "event.id"], needed: .signature)
        }
        if let algorithm = choice(place["algorithm"], SignaturePlan.Algorithm.self) { plan.algorithm = algorithm }
        if let encoding = choice(place["encoding"], SignaturePlan.Encoding.self) { plan.encoding = encoding }
        if let span = place["tolerance"].flatMap({ duration($0, "\"tolerance\"") }) { plan.tolerance = span }
        return plan
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ place: APIDocument.Place?, _: Choice.Type
    ) -> Choice? {
        guard let place else { return nil }
        if let choice = place.node.stringValue.flatMap(Choice.init(rawValue:)) { return choice }
        collector.error(
            "\(place.node.value.text) is not known here", at: place.node.position,
            hint: NameSuggestion.hint(for: place.node.stringValue ?? "", among: Choice.allCases.map(\.rawValue)))
        return nil
    }

    /// `t={timestamp},v1={signature}`.
    private func parts(
        _ place: APIDocument.Place, _ what: String, known: [String], needed: SignaturePlan.Part
    ) -> [SignaturePlan.Part] {
        guard let text = collector.string(place, what) else { return [needed] }
        let names: [String: SignaturePlan.Part] = [
            "timestamp": .timestamp, "body": .body, "signature": .signature, "event.id": .eventIdentifier,
        ]
        var parts: [SignaturePlan.Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            let name = String(rest[rest.index(after: open)..<close])
            if let part = names[name], known.contains(name) {
                parts.append(part)
            } else {
                collector.error(
                    "\(what) cannot hold \"{\(name)}\"", at: place.node.position,
                    hint: NameSuggestion.hint(for: name, among: known))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        if !parts.contains(needed) {
            let name = needed == .body ? "{body}" : "{signature}"
            collector.error("\(what) must hold \"\(name)\"", at: place.node.position)
        }
        return parts
    }
}
