// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Wants a verdict, and to know whether ``Observer`` would have anything to say: it may think so where it has not.
struct Glance: ViolationSink {
    static var isCollecting: Bool { false }
    static var isObserving: Bool { true }
    private(set) var mayHaveRemarks = false

    var isFull: Bool { false }
    mutating func enter(_ name: String) {}
    mutating func enter(_ index: Int) {}
    mutating func leave() {}
    mutating func report(
        _ node: SchemaNode, _ keyword: String, _ message: @autoclosure () -> String, hint: @autoclosure () -> String?
    ) {}
    func trial() -> Glance { self }
    mutating func adopt(_ other: Glance) {}
    var violations: [SchemaViolation] { [] }

    mutating func observe(_ object: JSONObject, _ evaluated: Evaluated, _ node: SchemaNode) {
        guard evaluated.declares, !evaluated.isAll, !mayHaveRemarks else { return }
        for index in 0..<object.count where !evaluated.contains(index) {
            mayHaveRemarks = true
            return
        }
    }

    mutating func observeDeprecated(_ node: SchemaNode) {
        mayHaveRemarks = true
    }
}

/// Gathers remarks with their places.
///
/// Several schemas may look at one object, each at another place of the schema around it; a member is unknown where none
/// of them speaks for it.
struct Observer: ViolationSink {
    private struct Visit {
        var object: JSONObject
        /// Indices of the members that no schema has spoken for yet.
        var unspoken: [Int]
        var declares: Bool
        var nodes: [SchemaNode]
    }

    enum Task {
        /// Looks for objects in which some schema leaves members unspoken for; enough of them will do.
        case search(limit: Int)
        /// Hears every schema that looks at these objects.
        case judge(Set<JSONPointer>)
    }

    static var isCollecting: Bool { true }
    static var isObserving: Bool { true }
    private let task: Task
    private var path: [String] = []
    private var visits: [JSONPointer: Visit] = [:]
    private var deprecated: [JSONPointer: SourcePosition] = [:]

    init(_ task: Task) {
        self.task = task
    }

    var isFull: Bool { false }
    var hasFound: Bool { !visits.isEmpty || !deprecated.isEmpty }
    var places: Set<JSONPointer> { Set(visits.keys) }

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
    ) {}

    func trial() -> Observer {
        var trial = Observer(task)
        trial.path = path
        return trial
    }

    mutating func adopt(_ other: Observer) {}
    var violations: [SchemaViolation] { [] }

    mutating func observe(_ object: JSONObject, _ evaluated: Evaluated, _ node: SchemaNode) {
        let unspoken = evaluated.isAll ? [] : (0..<object.count).filter { !evaluated.contains($0) }
        switch task {
        case .search(let limit): guard evaluated.declares, !unspoken.isEmpty, visits.count < limit else { return }
        // A schema that names nothing and spoke for nothing is about something else than members.
        case .judge(let places):
            guard places.contains(JSONPointer(path)), evaluated.declares || unspoken.count < object.count else {
                return
            }
        }
        add(
            Visit(object: object, unspoken: unspoken, declares: evaluated.declares, nodes: [node]),
            at: JSONPointer(path))
    }

    private mutating func add(_ visit: Visit, at place: JSONPointer) {
        guard var known = visits[place] else {
            visits[place] = visit
            return
        }
        known.unspoken = known.unspoken.filter(visit.unspoken.contains)
        known.declares = known.declares || visit.declares
        known.nodes += visit.nodes
        visits[place] = known
    }

    mutating func observeDeprecated(_ node: SchemaNode) {
        let place = JSONPointer(path)
        if deprecated.count < 100, deprecated[place] == nil {
            deprecated[place] = node.origin.position(of: "deprecated")
        }
    }

    mutating func keep(_ trial: Observer) {
        for (place, visit) in trial.visits { add(visit, at: place) }
        deprecated.merge(trial.deprecated) { first, _ in first }
    }

    /// Outer places first, then in the order of their texts; the members of one object in their own order.
    var remarks: [SchemaRemark] {
        let unknown = Self.inOrder(visits).flatMap { place, visit -> [SchemaRemark] in
            guard visit.declares, !visit.unspoken.isEmpty else { return [] }
            let names = visit.nodes.reduce(into: Set<String>()) { $0.formUnion(DeclaredNames(of: $1).names) }
            let position = visit.nodes[0].resolved.origin.position
            return visit.unspoken.map { index in
                let name = visit.object.members[index].name
                return SchemaRemark(
                    kind: .unknown, instance: place.appending(name), schemaPosition: position,
                    hint: names.contains(name)
                        ? "it belongs to another alternative"
                        : NameSuggestion.closest(to: name, among: names).map { "did you mean \"\($0)\"?" })
            }
        }
        return unknown
            + Self.inOrder(deprecated).map { place, position in
                SchemaRemark(kind: .deprecated, instance: place, schemaPosition: position)
            }
    }

    private static func inOrder<Value>(_ places: [JSONPointer: Value]) -> [(JSONPointer, Value)] {
        places.sorted { left, right in
            (left.key.tokens.count, left.key.description) < (right.key.tokens.count, right.key.description)
        }
    }
}
