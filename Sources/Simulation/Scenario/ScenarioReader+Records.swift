// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What scenario files say of the records that a space starts with, and of deliveries.
extension ScenarioReader {
    mutating func readRecords(_ node: SourceNode, onto records: inout [String: [JSONObject]]) {
        guard !removes(node) else {
            records = [:]
            return
        }
        for member in map(node, "\"records\"") {
            checkCollection(member.name, at: member.namePosition)
            if removes(member.value) {
                records[member.name] = nil
                continue
            }
            var found: [JSONObject] = []
            for element in list(member.value, "the records of a collection") {
                if let object = element.value.objectValue {
                    found.append(object)
                } else {
                    complain("a record is an object, found \(element.kindPhrase)", at: element.position)
                }
            }
            records[member.name] = found
        }
    }

    /// What they say of how webhooks are delivered.
    mutating func readDeliveries(_ node: SourceNode, onto trouble: inout DeliveryTrouble?) {
        guard !removes(node) else {
            trouble = nil
            return
        }
        guard let fields = fields(of: node, "\"deliveries\"", known: ["down", "copies"], isMerged: true) else { return }
        var read = trouble ?? DeliveryTrouble()
        if let node = fields["down"] {
            read.down = removes(node) ? 0 : count(node, "\"down\"", from: 0, to: 1_000) ?? 0
        }
        if let node = fields["copies"] {
            read.copies = removes(node) ? 1 : count(node, "\"copies\"", from: 1, to: 100) ?? 1
        }
        trouble = read
    }

    private mutating func checkCollection(_ name: String, at position: SourcePosition) {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy(Self.isName) else {
            return complain(
                "\"\(name)\" does not name a collection", at: position,
                hint: "write the API and its collection, such as \"shop.orders\"")
        }
        guard let names else { return }
        guard let known = names[parts[0]] else {
            return complain(
                "there is no API \"\(parts[0])\"", at: position,
                hint: NameSuggestion.hint(for: parts[0], among: names.keys))
        }
        if !known.collections.contains(parts[1]) {
            complain(
                "\"\(parts[0])\" has no collection \"\(parts[1])\"", at: position,
                hint: NameSuggestion.hint(for: parts[1], among: known.collections))
        }
    }
}
