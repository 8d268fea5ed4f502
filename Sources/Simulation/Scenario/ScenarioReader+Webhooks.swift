// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension ScenarioReader {
    mutating func readWebhooks(_ node: SourceNode, onto parts: inout ScenarioParts) {
        parts.scenario.webhooks = []
        guard !removes(node) else { return }
        for node in list(node, "\"webhooks\"") {
            if let order = webhook(node) { parts.scenario.webhooks.append(order) }
        }
    }

    private mutating func webhook(_ node: SourceNode) -> WebhookOrder? {
        guard
            let fields = fields(
                of: node, "a webhook", known: ["api", "url", "secret", "events", "timestamps", "timeout"],
                required: ["api", "url"])
        else { return nil }
        let api = fields["api"].flatMap { someText($0, "\"api\"") }
        let url = fields["url"].flatMap { receiver($0) }
        let secret = fields["secret"].flatMap { someText($0, "\"secret\"") }
        let events = fields["events"].map { eventNames($0, of: api) } ?? []
        if let node = fields["api"], let api { checkWebhooks(of: api, node) }
        let timestamps = fields["timestamps"].flatMap { choice($0, "\"timestamps\"", SignatureClock.self) }
        let timeout = fields["timeout"].flatMap { patience($0) }
        guard let api, let url else { return nil }
        return WebhookOrder(
            api: api, url: url, secret: secret, events: events, timestamps: timestamps ?? .space, timeout: timeout)
    }

    private mutating func patience(_ node: SourceNode) -> TimeSpan? {
        guard let span = duration(node, "\"timeout\"") else { return nil }
        guard span > .zero, span <= WebhookOrder.longestTimeout else {
            complain("\"timeout\" is longer than nothing and at most 10 minutes", at: node.position)
            return nil
        }
        return span
    }

    private mutating func someText(_ node: SourceNode, _ what: String) -> String? {
        guard let text = string(node, what) else { return nil }
        if text.isEmpty { complain("\(what) is empty", at: node.position) }
        return text
    }

    private mutating func receiver(_ node: SourceNode) -> WebhookURL? {
        guard let text = string(node, "\"url\"") else { return nil }
        do throws(WebhookURL.Refusal) {
            return try WebhookURL(parsing: text)
        } catch {
            complain(error.message, at: node.position, hint: error.hint)
            return nil
        }
    }

    mutating func eventNames(_ node: SourceNode, of api: String?) -> [String] {
        var events: [String] = []
        for element in list(node, "\"events\"", hint: "write [\(node.value.text)]") {
            guard let event = someText(element, "an event") else { continue }
            if events.contains(event) { complain("\"\(event)\" is there twice", at: element.position) }
            checkEvent(event, of: api, at: element.position)
            events.append(event)
        }
        return events
    }

    private mutating func checkEvent(_ event: String, of api: String?, at position: SourcePosition) {
        guard let names else { return }
        let known = api.map { names[$0]?.events ?? [] } ?? names.values.flatMap(\.events)
        // Where there are none, that is said of the API.
        guard !known.isEmpty, !known.contains(event) else { return }
        complain(
            (api.map { "\"\($0)\" has no" } ?? "no API has an") + " event \"\(event)\"", at: position,
            hint: NameSuggestion.hint(for: event, among: known))
    }

    mutating func checkWebhooks(of api: String, _ node: SourceNode) {
        guard let names else { return }
        guard let known = names[api] else {
            complain(
                "there is no API \"\(api)\"", at: node.position,
                hint: NameSuggestion.hint(for: api, among: names.keys))
            return
        }
        guard known.events.isEmpty else { return }
        let others = names.filter { !$0.value.events.isEmpty }.keys.sorted()
        complain(
            "\"\(api)\" declares no webhooks", at: node.position,
            hint: others.isEmpty ? nil : "these do: " + others.joined(separator: ", "))
    }
}
