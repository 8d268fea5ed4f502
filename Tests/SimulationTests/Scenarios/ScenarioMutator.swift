// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

@testable import Simulation

/// Makes scenario files with one random change: a value replaced, a member taken away, renamed or added.
struct ScenarioMutator {
    private var generator: SeededGenerator
    private let originals: [JSONValue]
    private let names: [String]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed, label: "scenario-mutator", ordinal: 0)
        let texts =
            ReadyMade.files.map(\.text) + ScenarioCases.all.filter(\.isScenario).map(\.text)
        originals = texts.compactMap { try? JSONReader.read(Array($0.utf8)).root }
        var names: Set<String> = ["reason", "extra", "extends", "phase", "state"]
        for original in originals { original.collectNames(into: &names) }
        self.names = names.sorted()
    }

    mutating func next() -> String {
        let original = originals[generator.below(originals.count)]
        var target = generator.below(original.nodeCount)
        return change(original, &target).text
    }

    private static let replacements: [JSONValue] = [
        nil, true, 0, 1, 2, -1, 0.5, 1.5, "", "1s", "signal", "happy", "pending", "completed", "failed", [],
        .object(JSONObject()),
        ["happy"], [1], ["polls": 1], ["characters": 3], ["to": 0.5], ["status": 500],
    ]

    /// Counts the values from outside to inside, and changes the one where `target` reaches 0.
    private mutating func change(_ value: JSONValue, _ target: inout Int) -> JSONValue {
        if target == 0 {
            target -= 1
            return damaged(value)
        }
        target -= 1
        switch value {
        case .array(let elements):
            return .array(elements.map { target >= 0 ? change($0, &target) : $0 })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map {
                        JSONObject.Member(name: $0.name, value: target >= 0 ? change($0.value, &target) : $0.value)
                    }))
        default: return value
        }
    }

    private mutating func damaged(_ value: JSONValue) -> JSONValue {
        guard var object = value.objectValue, !object.isEmpty, generator.below(4) > 0 else {
            return Self.replacements[generator.below(Self.replacements.count)]
        }
        let member = object[generator.below(object.count)]
        switch generator.below(3) {
        case 0: object[member.name] = nil
        case 1:
            object[member.name] = nil
            object[names[generator.below(names.count)]] = member.value
        default:
            object[names[generator.below(names.count)]] = Self.replacements[generator.below(Self.replacements.count)]
        }
        return .object(object)
    }
}

extension JSONValue {
    /// How many values this is, itself included.
    fileprivate var nodeCount: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.nodeCount }
        case .object(let object): object.reduce(1) { $0 + $1.value.nodeCount }
        default: 1
        }
    }

    fileprivate func collectNames(into names: inout Set<String>) {
        switch self {
        case .array(let elements): for element in elements { element.collectNames(into: &names) }
        case .object(let object):
            for member in object {
                names.insert(member.name)
                member.value.collectNames(into: &names)
            }
        default: break
        }
    }
}
