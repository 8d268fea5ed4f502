// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Report {
    /// SARIF 2.1.0, as code scanning reads it: each finding a result about the document's operation.
    var sarif: JSONValue {
        let rules = ViolationRule.all
        let descriptors = rules.map { rule -> JSONValue in
            [
                "id": .string(rule.id), "shortDescription": ["text": .string(rule.title)],
                "help": ["text": .string(rule.hint)],
                "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
                "properties": ["kind": .string(rule.kind.rawValue)],
            ]
        }
        let results = spaces.flatMap { space in space.findings.map { Self.result($0, in: space, rules) } }
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "understudy", "semanticVersion": .string(UnderstudyVersion.text),
                            "rules": .array(descriptors),
                        ]
                    ], "results": .array(results), "columnKind": "utf16CodeUnits",
                ]
            ],
        ]
    }

    private static func result(_ finding: Finding, in space: SpaceReport, _ rules: [ViolationRule]) -> JSONValue {
        let name = [finding.api, finding.operation].compactMap(\.self).joined(separator: "/")
        var location = JSONObject()
        if let source = finding.source {
            // A scanner shows nothing without a file: the document is what the client broke.
            var region: JSONObject = ["startLine": .integer(Int64(max(1, source.line)))]
            if let column = source.column { region["startColumn"] = .integer(Int64(column)) }
            location["physicalLocation"] = [
                "artifactLocation": ["uri": .string(SourceURI.uri(of: source.file))], "region": .object(region),
            ]
        }
        if !name.isEmpty {
            location["logicalLocations"] = [["fullyQualifiedName": .string(name), "kind": "function"]]
        }
        func text(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }
        func numbers(_ list: [Int]) -> JSONValue { .array(list.map { .integer(Int64($0)) }) }
        var result: JSONObject = [
            "ruleId": .string(finding.rule.id), "level": .string(finding.severity.rawValue),
            "message": ["text": .string("\(finding.line). \(finding.hint)")], "locations": [.object(location)],
            "partialFingerprints": ["understudy/v1": .string(finding.fingerprint)],
            "occurrenceCount": .integer(Int64(finding.occurrences)),
            "properties": [
                "space": .string(space.space), "requests": numbers(finding.evidence),
                "deliveries": numbers(finding.deliveries), "pointer": text(finding.pointer),
                "subject": text(finding.subject), "guidance": text(finding.guidance),
            ],
        ]
        if let index = rules.firstIndex(where: { $0.id == finding.rule.id }) {
            result["ruleIndex"] = .integer(Int64(index))
        }
        return .object(result)
    }
}
