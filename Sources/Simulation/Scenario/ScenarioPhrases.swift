// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension RequestMatch {
    /// Which requests the rule is about: `every job`, `api shop; /type = "BOOK"; jobs 1, 2 of these`.
    package func phrase(of what: String) -> String {
        var conditions = self.conditions
        let rest = conditions.isEmpty ? "" : " of these"
        if !nth.isEmpty {
            let ordinals = nth.map(String.init).joined(separator: ", ")
            conditions.append("\(what)\(nth.count == 1 ? "" : "s") \(ordinals)\(rest)")
        }
        if let every, every > 1 { conditions.append("one \(what) in \(every)\(rest)") }
        return conditions.isEmpty ? "every \(what)" : conditions.joined(separator: "; ")
    }

    /// What a request must be, one phrase each, without the ordinals.
    var conditions: [String] {
        var conditions: [String] = []
        if let api { conditions.append("api \(api)") }
        if let operation { conditions.append("operation \(operation)") }
        if let does { conditions.append("to \(does.rawValue)") }
        for condition in body {
            let pointer = JSONPointer(condition.pointer).description
            conditions.append("\(pointer.isEmpty ? "body" : pointer) = \(condition.value.text)")
        }
        if let state { conditions.append("job \(state.rawValue)") }
        return conditions
    }
}

extension FaultRule {
    /// What happens to the answer.
    package var phrase: String {
        var parts: [String] = []
        if let delay { parts.append("\(delay.text) late") }
        if let respond {
            parts.append("\(respond.status) instead of \(phase == .before ? "the work" : "its answer")")
        } else if phase == .before, transfer != nil {
            parts.append("nothing is done")
        }
        switch transfer {
        case .reset: parts.append("connection reset")
        case .truncate(let share): parts.append("body ends at \(TimelineRows.percent(share))")
        case .stall(let share, let span): parts.append("body rests for \(span.text) at \(TimelineRows.percent(share))")
        case .drip(let bytes, let pause): parts.append("\(bytes) bytes every \(pause.text)")
        case nil: break
        }
        return parts.joined(separator: ", ")
    }
}

extension ScriptedContent {
    /// What the scenario gives of the content.
    var phrase: String {
        var parts: [String] = []
        if let title { parts.append("title \(JSONValue.string(title).text)") }
        if let text { parts.append("text of \(text.unicodeScalars.count) characters") }
        if let words { parts.append("\(words) words") }
        return parts.joined(separator: ", ")
    }
}

extension CredentialRule {
    /// What the credential is good for.
    var phrase: String {
        var parts: [String] = []
        if let api { parts.append("in \(api)") }
        if let refused {
            parts.append("refused" + (after.map { " after \($0.text)" } ?? "") + ": \(refused)")
        }
        if let scopes, refused == nil || after != nil {
            parts.append(scopes.isEmpty ? "no scopes" : "scopes " + scopes.joined(separator: ", "))
        }
        for attribute in attributes { parts.append("\(attribute.name) = \(attribute.value.text)") }
        return parts.isEmpty ? "good for everything" : parts.joined(separator: "; ")
    }
}

extension LimitChange {
    var phrase: String {
        var parts: [String] = []
        if let isEnabled { parts.append(isEnabled ? "in force" : "not in force") }
        if let max { parts.append("at most \(max)") }
        return parts.isEmpty ? "as in the document" : parts.joined(separator: ", ")
    }
}

extension ClockSetting {
    var phrase: String? {
        var parts: [String] = []
        if let mode { parts.append(mode.rawValue) }
        if let speed { parts.append("at speed \(JSONValue.double(speed).text)") }
        if let start {
            let text = start.text(.milliseconds).text
            parts.append("from \(text)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
