// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Compares an answer with an example of the vendor's: the same members with the same types, texts of the same form.
struct PayloadComparison {
    /// Places where the example leaves members out ("...").
    var open: Set<String> = []
    /// Places that may also be null; `*` stands for any element.
    var nullable: Set<String> = []
    /// Places whose value is the vendor's, not an illustration.
    var literal: Set<String> = []

    func differences(_ answer: JSONValue, from example: JSONValue) -> [String] {
        var found: [String] = []
        compare(answer, example, JSONPointer(), &found)
        for place in literal {
            guard let pointer = JSONPointer(parsing: place) else { continue }
            let (shown, wanted) = (answer.value(at: pointer), example.value(at: pointer))
            if shown != wanted {
                found.append("\(place) is \(shown?.text ?? "missing"), not \(wanted?.text ?? "missing")")
            }
        }
        return found
    }

    private func compare(_ answer: JSONValue, _ example: JSONValue, _ place: JSONPointer, _ found: inout [String]) {
        let name = place.tokens.isEmpty ? "the body" : place.description
        let pattern = JSONPointer(place.tokens.map { Int($0) == nil ? $0 : "*" }).description
        if answer == .null, nullable.contains(pattern) { return }
        switch (answer, example) {
        case (.object(let shown), .object(let wanted)):
            for member in wanted {
                guard let value = shown[member.name] else {
                    found.append("\(place.appending(member.name)) is missing")
                    continue
                }
                compare(value, member.value, place.appending(member.name), &found)
            }
            guard !open.contains(place.description) else { return }
            for member in shown where wanted[member.name] == nil {
                found.append("\(place.appending(member.name)) is not in the example")
            }
        case (.array(let shown), .array(let wanted)):
            guard let pattern = wanted.first else { return }
            if shown.isEmpty { found.append("\(name) is empty") }
            for (index, element) in shown.enumerated() {
                compare(element, pattern, place.appending(String(index)), &found)
            }
        case (.string(let shown), .string(let wanted)):
            let form = TextForm(wanted)
            if form != .prose, TextForm(shown) != form {
                found.append("\(name) is \"\(shown)\", which is no \(form.rawValue)")
            }
        default:
            let (shown, wanted) = (answer.typeName, example.typeName)
            // A count of whole dollars is still an amount.
            if shown != wanted, !(wanted == "number" && shown == "integer") {
                found.append("\(name) is of type \(shown), not \(wanted)")
            }
        }
    }
}

/// What a text is, as far as its form tells.
enum TextForm: String {
    case seconds = "time in whole seconds"
    case milliseconds = "time in milliseconds"
    case date
    case uuid = "UUID"
    case address = "URL"
    case prefixed = "identifier of the same prefix"
    case prose

    init(_ text: String) {
        let digits = text.map { $0.isASCII && $0.isNumber ? "0" : $0 }
        let shape = String(digits)
        let isHexadecimal = text.allSatisfy { $0.isHexDigit || $0 == "-" }
        self =
            switch shape {
            case "0000-00-00T00:00:00Z": .seconds
            case "0000-00-00T00:00:00.000Z": .milliseconds
            case "0000-00-00": .date
            case _ where text.hasPrefix("https://") || text.hasPrefix("http://"): .address
            case _ where text.count == 36 && text.count(where: { $0 == "-" }) == 4 && isHexadecimal: .uuid
            case _ where text.prefix(while: \.isLetter).count == 3 && text.dropFirst(3).hasPrefix("_"): .prefixed
            default: .prose
            }
    }
}
