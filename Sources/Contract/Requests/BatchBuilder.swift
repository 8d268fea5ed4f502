// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation

extension BatchPlan {
    func batch(_ values: RequestValues) -> RecordBatch {
        let body = values.body ?? .null
        var elements: [RecordBatch.Element] = []
        if let each {
            var seen: Set<String> = []
            for value in body.member(each)?.arrayValue ?? [] {
                let element = element(value, body, values)
                // Named twice, a record is changed once.
                guard verb == .create || seen.insert(element.identifier).inserted else { continue }
                elements.append(element)
            }
        } else {
            var element = element(body, body, values)
            let identifier = by?.value(values)
            element.identifier = identifier?.identifierText ?? identifier?.text ?? ""
            elements = [element]
        }
        return RecordBatch(
            verb, collection, elements: elements, unlessExists: unlessExists, isSingle: isSingle,
            then: then.map { $0.batch(values) }, ownerField: ownerField)
    }

    private func element(
        _ value: JSONValue, _ body: JSONValue, _ values: RequestValues
    ) -> RecordBatch.Element {
        var element = RecordBatch.Element()
        if let object = value.objectValue {
            element.fields = object
        } else if let name {
            element.fields = [name: value]
        }
        for (name, value) in defaults where element.fields[name] == nil { element.fields[name] = value }
        if let takes { element.fields = JSONObject(element.fields.members.filter { takes.contains($0.name) }) }
        element.sets = sets.filter { $0.applies(to: body) }
            .map { FieldChange(field: $0.field, value: $0.value.fieldValue(values)) }
        if each != nil { element.identifier = value.identifierText ?? value.text }
        if let valid { element.isRefused = !valid.isValid(value) }
        element.links = links.map { link in
            let names: JSONValue? =
                switch link.names {
                case .body(let path): body.member(path)
                case .element(let path): value.member(path)
                }
            return RecordBatch.Link(
                field: link.field, collection: link.collection, nameField: link.nameField,
                names: names?.arrayValue?.compactMap(\.stringValue) ?? [])
        }
        return element
    }
}
