// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension BindingCompiler {
    func compileList(_ name: String, _ place: APIDocument.Place, _ operation: OperationOutline) -> Compiled? {
        guard kinds[name] != nil || sources.keys[name] != nil else {
            collector.error(
                "there is no job kind or collection \"\(name)\" to list", at: place["list"]?.node.position,
                hint: NameSuggestion.hint(for: name, among: Array(kinds.keys) + sources.keys.keys))
            return nil
        }
        var plan = ListPlan(order: ListQuery.Order(), orderKeys: [:], roles: [], filters: [])
        let stamp = stamps[name] ?? (nil, nil)
        if let order = place["order"] {
            collector.checkMembers(of: order, known: ["by", "direction"], in: "\"order\"")
            compileOrder(order, ofJobs: kinds[name] != nil, stamp, into: &plan.order)
        }
        if let place = place["where"] {
            if kinds[name] != nil {
                collector.error("jobs are not narrowed by \"where\"", at: place.node.position)
            }
            let sources = sources.declaring(operation.parameters)
            plan.conditions = ListConditionCompiler(collector: collector) { sources.compile($0, in: .nothing) }
                .compile(place)
        }
        for parameter in operation.parameters {
            if let role = parameter.place["x-sim-page"] {
                let annotationPosition = role.node.position
                let table = role["order"]
                if table != nil { collector.checkMembers(of: role, known: ["order"], in: "\"x-sim-page\"") }
                let word = table == nil ? role.node.stringValue : ListPlan.Role.order.rawValue
                guard let word, let role = ListPlan.Role(rawValue: word) else {
                    collector.error(
                        "\(role.node.value.text) is no part of a page", at: role.node.position,
                        hint: NameSuggestion.hint(
                            for: role.node.stringValue ?? "", among: ListPlan.Role.allCases.map(\.rawValue)))
                    continue
                }
                if plan.roles.contains(where: { $0.role == role }) {
                    collector.error("two parameters are the \(role.rawValue) of one list", at: annotationPosition)
                }
                plan.roles.append((parameter.name, role))
                if let table {
                    compileOrderTable(table, name, parameter, operation, into: &plan)
                } else if role == .order {
                    plan.orderKeys = orderKeys(parameter, name, stamp, operation)
                }
            }
            if let annotation = parameter.place["x-sim-filter"],
                let filter = compileFilter(annotation, kind: kinds[name])
            {
                plan.filters.append((parameter.location, parameter.name, filter))
            }
        }
        checkRoles(plan, at: place.node.position)
        if let kind = kinds[name] {
            return Compiled(binding: .listJobs(kind: name, plan), scope: .list, itemScope: .job(kind))
        }
        return Compiled(
            binding: .listRecords(collection: name, plan), scope: .list, itemScope: .record(collection: name))
    }

    private func compileOrder(
        _ place: APIDocument.Place, ofJobs: Bool, _ stamp: (created: String?, updated: String?),
        into order: inout ListQuery.Order
    ) {
        if let by = place["by"], let name = collector.string(by, "\"by\"") {
            if ofJobs, name != "created", name != "updated" {
                collector.error(
                    "jobs cannot be ordered by \"\(name)\"", at: by.node.position, hint: "known: created, updated")
            }
            order.key = orderKey(name, stamp)
        }
        guard let direction = place["direction"] else { return }
        guard let word = direction.node.stringValue, word == "asc" || word == "desc" else {
            collector.error(
                "\(direction.node.value.text) is no direction", at: direction.node.position, hint: "known: asc, desc")
            return
        }
        order.descending = word == "desc"
    }

    private func checkRoles(_ plan: ListPlan, at position: SourcePosition) {
        let roles = Set(plan.roles.map(\.role))
        let styles = [[.number, .size], [.offset], [.cursor]].filter { !roles.isDisjoint(with: $0 as [ListPlan.Role]) }
        if styles.count > 1 {
            collector.error(
                "a list has one style of paging: number and size, offset and limit, or cursor and limit", at: position)
        }
        if !roles.isDisjoint(with: [.offset, .cursor]), !roles.contains(.limit) {
            collector.error("\"offset\" and \"cursor\" need a parameter with \"x-sim-page: limit\"", at: position)
        }
    }

    private func orderKey(_ name: String, _ stamp: (created: String?, updated: String?)) -> ListQuery.Order.Key {
        switch name {
        case "created", stamp.created: .created
        case "updated", stamp.updated: .updated
        default: .field(name)
        }
    }

    private func orderKeys(
        _ parameter: OperationOutline.Parameter, _ name: String, _ stamp: (created: String?, updated: String?),
        _ operation: OperationOutline
    ) -> [String: ListQuery.Order.Key] {
        var keys: [String: ListQuery.Order.Key] = [:]
        let words = parameter.place["schema"].flatMap { outline.member("enum", of: $0) }?.elements ?? []
        let stamps = kinds[name] == nil ? [:] : operation.itemInstants
        if words.isEmpty {
            collector.error(
                "the parameter that orders a list needs an \"enum\" of what it may be",
                at: parameter.place.node.position)
        }
        for word in words {
            guard let text = word.node.stringValue else { continue }
            if kinds[name] != nil {
                guard let key = stamps[text] else {
                    collector.error(
                        "jobs cannot be ordered by \"\(text)\"", at: word.node.position,
                        hint: "name a property of the answer whose source is job.created or job.updated")
                    continue
                }
                keys[text] = key
            } else {
                keys[text] = orderKey(text, stamp)
            }
        }
        return keys
    }

    private func compileFilter(_ place: APIDocument.Place, kind: JobKindBuilder?) -> ListPlan.Filter? {
        if place.node.members != nil {
            collector.checkMembers(of: place, known: ["field", "match"], in: "\"x-sim-filter\"")
        }
        let source = place.node.stringValue ?? place["field"]?.node.stringValue ?? ""
        var match = ListPlan.MatchKind.anyOf
        if let word = place["match"] {
            guard let known = ListPlan.MatchKind(rawValue: word.node.stringValue ?? "") else {
                collector.error(
                    "\(word.node.value.text) is no way to match", at: word.node.position,
                    hint: NameSuggestion.hint(
                        for: word.node.stringValue ?? "", among: ListPlan.MatchKind.allCases.map(\.rawValue)))
                return nil
            }
            match = known
        }
        if let kind {
            if match != .anyOf {
                collector.error(
                    "jobs are filtered by equality only", at: place["match"]?.node.position, hint: "leave \"match\" out"
                )
            }
            if source == "job.state" {
                let words = Set(kind.words)
                return .jobState(Dictionary(uniqueKeysWithValues: words.map { ($0, kind.states(forWord: $0)) }))
            }
            if source.hasPrefix("input.") { return .jobInput(kind.input(String(source.dropFirst(6)))) }
        } else if source.hasPrefix("item."), !source.dropFirst(5).contains(".") {
            return .field(String(source.dropFirst(5)), match)
        }
        collector.error(
            "\"\(source)\" cannot be filtered by", at: place.node.position,
            hint: kind == nil ? "use item.NAME, a field of the record itself" : "use job.state or input.NAME")
        return nil
    }
}
