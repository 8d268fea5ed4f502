// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

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

    /// A scanner shows nothing without a file: the scenario or the document is what the client broke.
    private static func physicalLocation(_ finding: Finding) -> JSONValue {
        guard let origin = finding.expectation else {
            return [
                "artifactLocation": ["uri": .string("openapi/\(finding.api ?? "unknown").yaml")],
                "region": ["startLine": 1],
            ]
        }
        let place = origin.place ?? .init(file: "\(origin.scenario).json", line: 1, column: 1)
        return [
            // What a URI cannot hold is encoded (RFC 3986, section 2.1).
            "artifactLocation": ["uri": .string(place.file.encodedAsPath)],
            "region": ["startLine": .integer(Int64(place.line)), "startColumn": .integer(Int64(place.column))],
        ]
    }

    private static func result(_ finding: Finding, in space: SpaceReport, _ rules: [ViolationRule]) -> JSONValue {
        let name = [finding.api, finding.operation].compactMap(\.self).joined(separator: "/")
        var location: JSONObject = ["physicalLocation": physicalLocation(finding)]
        if !name.isEmpty {
            location["logicalLocations"] = [["fullyQualifiedName": .string(name), "kind": "function"]]
        }
        var result: JSONObject = [
            "ruleId": .string(finding.rule.id), "level": .string(finding.rule.severity.rawValue),
            "message": ["text": .string("\(finding.line). \(finding.hint)")], "locations": [.object(location)],
            "partialFingerprints": ["understudy/v1": .string(finding.fingerprint)],
            "occurrenceCount": .integer(Int64(finding.occurrences)),
            "properties": [
                "space": .string(space.space), "requests": .array(finding.evidence.map { .integer(Int64($0)) }),
                "pointer": finding.pointer.map(JSONValue.string) ?? .null,
            ],
        ]
        if let index = rules.firstIndex(where: { $0.id == finding.rule.id }) {
            result["ruleIndex"] = .integer(Int64(index))
        }
        return .object(result)
    }
}

extension String {
    /// The text as the path of a URI.
    fileprivate var encodedAsPath: String {
        var encoded = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~/".unicodeScalars.contains(scalar)
            {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
