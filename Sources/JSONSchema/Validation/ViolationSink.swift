// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Who is told about what a value fails.
protocol ViolationSink {
    /// Whether messages are wanted; where not, the first failure decides.
    static var isCollecting: Bool { get }
    /// Whether no more is wanted.
    var isFull: Bool { get }
    mutating func enter(_ name: String)
    mutating func enter(_ index: Int)
    mutating func leave()
    mutating func report(
        _ node: SchemaNode, _ keyword: String, _ message: @autoclosure () -> String, hint: @autoclosure () -> String?)
    /// A sink at the same place, for a trial whose violations may be thrown away.
    func trial() -> Self
    /// Takes over what a trial found.
    mutating func adopt(_ other: Self)
    var violations: [SchemaViolation] { get }

    /// Whether remarks on what a schema lets through are wanted.
    static var isObserving: Bool { get }
    /// Hears what the schemas that looked at an object together spoke for.
    mutating func observe(_ object: JSONObject, _ evaluated: Evaluated, _ node: SchemaNode)
    /// Hears that a value meets a schema that is deprecated.
    mutating func observeDeprecated(_ node: SchemaNode)
    /// Takes over what was heard in a trial that the value passed.
    mutating func keep(_ trial: Self)
}

extension ViolationSink {
    static var isObserving: Bool { false }
    mutating func observe(_ object: JSONObject, _ evaluated: Evaluated, _ node: SchemaNode) {}
    mutating func observeDeprecated(_ node: SchemaNode) {}
    mutating func keep(_ trial: Self) {}
}

/// Wants to know only whether there is a failure.
struct Verdict: ViolationSink {
    static var isCollecting: Bool { false }
    var isFull: Bool { false }
    mutating func enter(_ name: String) {}
    mutating func enter(_ index: Int) {}
    mutating func leave() {}
    mutating func report(
        _ node: SchemaNode, _ keyword: String, _ message: @autoclosure () -> String, hint: @autoclosure () -> String?
    ) {}
    func trial() -> Verdict { self }
    mutating func adopt(_ other: Verdict) {}
    var violations: [SchemaViolation] { [] }
}

/// Keeps every failure with its place, up to a limit.
struct ViolationList: ViolationSink {
    static var isCollecting: Bool { true }
    private let limit: Int
    private var path: [String] = []
    private(set) var violations: [SchemaViolation] = []

    init(limit: Int) {
        self.limit = limit
    }

    var isFull: Bool { violations.count >= limit }

    mutating func enter(_ name: String) {
        path.append(name)
    }

    mutating func enter(_ index: Int) {
        path.append(String(index))
    }

    mutating func leave() {
        path.removeLast()
    }

    mutating func report(
        _ node: SchemaNode, _ keyword: String, _ message: @autoclosure () -> String, hint: @autoclosure () -> String?
    ) {
        guard !isFull else { return }
        let violation = SchemaViolation(
            instance: JSONPointer(path), keyword: keyword, message: message(),
            schemaPosition: node.origin.position(of: keyword), hint: hint(),
            annotations: node.origin.annotations, types: node.types)
        // Two branches of a schema that share a part would say the same thing twice.
        if !violations.contains(violation) { violations.append(violation) }
    }

    func trial() -> ViolationList {
        var trial = ViolationList(limit: max(limit, 1))
        trial.path = path
        return trial
    }

    mutating func adopt(_ other: ViolationList) {
        for violation in other.violations where !isFull && !violations.contains(violation) {
            violations.append(violation)
        }
    }
}
