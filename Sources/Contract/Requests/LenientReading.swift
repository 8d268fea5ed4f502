// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema

/// A value that does not meet its schema, as a vendor reads it who lets some of that through.
struct LenientReading {
    /// The value as it is taken.
    private(set) var value: JSONValue
    /// What is refused.
    private(set) var refused: [SchemaViolation] = []
    /// What is let through: values in another type that were taken for one of the right type, and others as they came.
    private(set) var coerced: [(violation: SchemaViolation, taken: JSONValue)] = []
    private(set) var passed: [SchemaViolation] = []

    /// Reads a value that does not meet a schema; `leniency` is the whole document's, and schemas may add to it.
    init(_ value: JSONValue, _ schema: Schema, _ leniency: Leniency) {
        self.value = value
        var found = schema.validate(value)
        // What was hidden behind a wrong type shows once the type is right; deeper than this nothing hides.
        for _ in 0..<4 {
            var hasChanged = false
            for violation in found where violation.keyword == "type" && Self.isLenient(violation, leniency) {
                guard let sent = self.value.value(at: violation.instance),
                    let taken = Self.coerced(sent, to: violation.types)
                else { continue }
                self.value = self.value.replacing(violation.instance.tokens[...], with: taken)
                coerced.append((violation, taken))
                hasChanged = true
            }
            guard hasChanged else { break }
            found = schema.validate(self.value)
        }
        for violation in found {
            if violation.keyword != "type", Self.isLenient(violation, leniency) {
                passed.append(violation)
            } else {
                refused.append(violation)
            }
        }
    }

    private static func isLenient(_ violation: SchemaViolation, _ leniency: Leniency) -> Bool {
        leniency.union(Leniency(violation.annotations[Leniency.annotation])).covers(violation.keyword)
    }

    /// The value of one of the types that another one stands for, as JavaScript and its validators read it.
    private static func coerced(_ value: JSONValue, to types: JSONTypeSet) -> JSONValue? {
        let candidates: [JSONValue]
        switch value {
        case .string("true"): candidates = [true]
        case .string("false"): candidates = [false]
        case .string(let text): candidates = (try? JSONReader.read(Array(text.utf8)).root).map { [$0] } ?? []
        case .integer, .double, .bigNumber, .bool: candidates = [.string(value.text)]
        case .null, .array, .object: candidates = []
        }
        return candidates.first { candidate in
            switch candidate {
            case .array, .object, .null: false
            default: types.contains(JSONTypeSet(of: candidate))
            }
        }
    }
}

extension JSONValue {
    /// The same with another value at a place that is there.
    fileprivate func replacing(_ path: ArraySlice<String>, with value: JSONValue) -> JSONValue {
        guard let first = path.first else { return value }
        switch self {
        case .object(var object):
            guard let inner = object[first] else { return self }
            object[first] = inner.replacing(path.dropFirst(), with: value)
            return .object(object)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return self }
            elements[index] = elements[index].replacing(path.dropFirst(), with: value)
            return .array(elements)
        default: return self
        }
    }
}
