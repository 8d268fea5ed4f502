// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation

extension RequestInterpreter {
    mutating func bodyFailure(_ headers: some HeaderSource) -> ErrorCatalogue.Failure? {
        guard let plan = operation.body else {
            guard request.body.isEmpty else {
                note("body-unexpected", "this operation takes no body", at: operation.position)
                return nil
            }
            // The header first: a read has none, and polls are reads.
            if let type = headers.first(named: "content-type"), MediaType.isJSON(type),
                api.errors.lists(.bodyEmpty, operation: operation)
            {
                let detail = "Content-Type is application/json, but there is no body"
                note("body-empty", detail, at: operation.position)
                return ErrorCatalogue.Failure(.bodyEmpty, details: [detail])
            }
            return nil
        }
        guard !request.body.isEmpty else {
            guard plan.isRequired else { return nil }
            note("body-missing", "a body is required", at: plan.position)
            return ErrorCatalogue.Failure(.bodyMissing, details: ["a body is required"])
        }
        guard let type = headers.first(named: "content-type"), plan.accepts(type) else {
            let sent = headers.first(named: "content-type").map { "\"\($0)\"" } ?? "no Content-Type"
            let detail = "the body must be \(plan.mediaTypes.joined(separator: " or ")), not \(sent)"
            note("media-type-unknown", detail, at: plan.position)
            return ErrorCatalogue.Failure(.mediaTypeUnknown, details: [detail])
        }
        return MediaType.isJSON(type) ? jsonFailure(plan) : nil
    }

    private mutating func jsonFailure(_ plan: BodyPlan) -> ErrorCatalogue.Failure? {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONReader.read(request.body)
        } catch {
            let position = SourcePosition(ofByte: error.offset, in: request.body)
            let detail = "line \(position.line), column \(position.column): \(error.message)"
            note("body-malformed", detail, at: plan.position)
            return ErrorCatalogue.Failure(.bodyMalformed, details: [detail])
        }
        for duplicate in document.duplicates {
            violations.append(
                Violation(
                    rule: "duplicate-member", message: "\"\(duplicate.name)\" occurs twice in one object",
                    subject: "member \(duplicate.name)", source: api.source(at: plan.position)))
        }
        values.body = read(document.root, plan)
        guard let schema = plan.schema else { return nil }
        // Nearly every body is as it should be, and one look at it says so.
        let glance = schema.glance(at: document.root)
        if glance.mayHaveRemarks { noteRemarks(on: document.root, schema) }
        guard !glance.isValid else { return nil }
        let reading = LenientReading(document.root, schema, api.leniency)
        for (violation, taken) in reading.coerced {
            note("type-coerced", "\(violation.message); it is taken as \(taken.text)", violation)
        }
        for violation in reading.passed { note("value-undocumented", violation.message, violation) }
        for violation in reading.refused { note("body-invalid", violation.message, violation) }
        values.body = read(reading.value, plan)
        return reading.refused.isEmpty ? nil : failure(reading.refused)
    }

    private func read(_ body: JSONValue, _ plan: BodyPlan) -> JSONValue {
        // A patch leaves alone what it does not name.
        operation.binding.isPatch ? body : plan.fillingDefaults(of: body)
    }

    private func failure(_ refused: [SchemaViolation]) -> ErrorCatalogue.Failure {
        // Where one member alone is wrong, the document may have an error of its own for that.
        let wrong = Set(refused.map { $0.instance.tokens.first ?? "" })
        let only = wrong.count == 1 ? wrong.first.map { "/" + $0 } : nil
        let subject = only.flatMap { api.errors.listsInvalid(at: $0, operation: operation) ? $0 : nil }
        return ErrorCatalogue.Failure(
            .bodyInvalid, subject: subject,
            details: refused.map {
                $0.instance.tokens.isEmpty ? "body: \($0.message)" : "body\($0.instance): \($0.message)"
            })
    }

    private mutating func noteRemarks(on body: JSONValue, _ schema: Schema) {
        for remark in schema.remarks(on: body) {
            let name = remark.instance.tokens.last ?? ""
            switch remark.kind {
            case .unknown:
                violations.append(
                    Violation(
                        rule: "member-unknown", message: "\"\(name)\" is not documented",
                        pointer: remark.instance.description, hint: remark.hint,
                        source: api.source(at: remark.schemaPosition)))
            case .deprecated:
                violations.append(
                    Violation(
                        rule: "deprecated",
                        message: remark.instance.tokens.isEmpty
                            ? "this body is deprecated" : "\"\(name)\" is deprecated",
                        pointer: remark.instance.description, source: api.source(at: remark.schemaPosition)))
            }
        }
    }

    private mutating func note(_ rule: String, _ message: String, at position: SourcePosition) {
        violations.append(Violation(rule: rule, message: message, source: api.source(at: position)))
    }

    private mutating func note(_ rule: String, _ message: String, _ violation: SchemaViolation) {
        violations.append(
            Violation(
                rule: rule, message: message, pointer: violation.instance.description, hint: violation.hint,
                source: api.source(at: violation.schemaPosition)))
    }
}
