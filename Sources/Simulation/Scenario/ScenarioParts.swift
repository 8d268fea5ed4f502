// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Where something stands.
struct SourcePlace: Sendable, Hashable {
    var file: String
    var position: SourcePosition
}

/// A scenario while its files are put together: its own timelines only, and the places of what is looked at once all is
/// known.
struct ScenarioParts: Sendable {
    /// The places of what a rule or an expectation says.
    struct RulePlaces: Sendable {
        var rule: SourcePlace
        /// Of the values of the rule's own members, by their names.
        var own: [String: SourcePlace] = [:]
        /// Of the values of the condition's members, by their names.
        var members: [String: SourcePlace] = [:]
        /// Of the pointer of each condition on the body.
        var body: [SourcePlace] = []

        func member(_ name: String) -> SourcePlace { members[name] ?? rule }
    }

    /// The places of a job rule's parts.
    struct JobPlaces: Sendable {
        var rule: RulePlaces
        var then: [SourcePlace]
    }

    var scenario = Scenario(name: "")
    var source: JSONValue = .null
    var timelinePlaces: [String: SourcePlace] = [:]
    /// Of what ends each step of a timeline, or of the step where it says nothing of that.
    var stepPlaces: [String: [SourcePlace]] = [:]
    var jobPlaces: [JobPlaces] = []
    var faultPlaces: [RulePlaces] = []
    var expectPlaces: [RulePlaces] = []
    /// Of the names of variants and of credentials.
    var variantPlaces: [String: SourcePlace] = [:]
    var credentialPlaces: [String: RulePlaces] = [:]
}

extension JSONValue {
    /// This value changed as a merge patch says (RFC 7396): objects are merged, `null` takes a member away, and anything
    /// else replaces what was there.
    func merged(with patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var result = objectValue ?? JSONObject()
        for change in changes {
            if change.value == .null {
                result[change.name] = nil
            } else {
                result[change.name] = (result[change.name] ?? .null).merged(with: change.value)
            }
        }
        return .object(result)
    }
}

/// Paths as `extends` writes them.
enum FilePath {
    /// Names of ready-made scenarios have neither a slash nor an extension.
    static func isPath(_ text: String) -> Bool {
        text.contains("/") || text.hasSuffix(".json")
    }

    static func path(_ text: String, relativeTo file: String) -> String {
        guard !text.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return text }
        let name = text.hasPrefix("./") ? text.dropFirst(2) : text[...]
        return String(file[...slash] + name)
    }

    /// The same for all spellings of a path that differ in `.` and `..` only.
    static func identity(of path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
