// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
import Simulation

/// Writes a compiled body for a context, straight to bytes.
package struct Renderer: ~Copyable {
    package private(set) var writer: JSONWriter

    package init(capacity: Int = 1024) {
        writer = JSONWriter(capacity: capacity)
    }

    package static func render(_ node: RenderNode, _ context: RenderContext) -> [UInt8] {
        var renderer = Renderer()
        renderer.write(node, context)
        return renderer.writer.bytes
    }

    /// - Returns: `false`, and nothing written, where there is no value and the node says to leave it out.
    @discardableResult
    private mutating func write(_ node: RenderNode, _ context: borrowing RenderContext) -> Bool {
        switch node {
        case .literal(let bytes):
            writer.raw(bytes)
            return true
        case .source(let source, let otherwise):
            return source.write(to: &writer, context) || write(otherwise, context)
        case .object(let members):
            writer.byte(UInt8(ascii: "{"))
            var isFirst = true
            for member in members { write(member, context, &isFirst) }
            writer.byte(UInt8(ascii: "}"))
            return true
        case .items(let element, let limit):
            writeItems(element, limit: limit, context, of: context.items)
            return true
        case .batchItems(let element, let fate):
            writeItems(element, limit: nil, context, of: .records(context.batch?.records([fate]) ?? []))
            return true
        case .parts(let element):
            var parts = RenderContext.Items.none
            if case .job(let batch) = context.subject { parts = .jobs(batch.parts) }
            writeItems(element, limit: nil, context, of: parts)
            return true
        case .rows(let plan):
            writeRows(plan, context)
            return true
        case .byState(let branches, let otherwise):
            guard let state = context.jobState else { return write(otherwise, context) }
            for branch in branches where branch.states.contains(StateSet(state)) {
                return write(branch.node, context)
            }
            return write(otherwise, context)
        case .byKind(let branches):
            guard case .job(let job) = context.subject,
                let branch = branches.first(where: { $0.kind == job.reference.kind })
            else { return false }
            return write(branch.node, context)
        case .synthetic(let plan):
            plan.write(to: &writer, context)
            return true
        case .absent(let absence):
            return write(absence, context)
        }
    }

    private mutating func write(_ absence: RenderNode.Absence, _ context: borrowing RenderContext) -> Bool {
        switch absence {
        case .null: writer.null()
        case .leaveOut: return false
        case .synthetic(let plan): plan.write(to: &writer, context)
        case .literal(let bytes): writer.raw(bytes)
        }
        return true
    }

    private mutating func write(
        _ member: RenderNode.Member, _ context: borrowing RenderContext, _ isFirst: inout Bool
    ) {
        let start = writer.bytes.count
        if !isFirst { writer.byte(UInt8(ascii: ",")) }
        writer.raw(member.key)
        let isOutside =
            if let states = member.states, let state = context.jobState { !states.contains(StateSet(state)) } else {
                false
            }
        if isOutside ? write(member.outside, context) : write(member.node, context) {
            isFirst = false
        } else {
            writer.bytes.removeSubrange(start...)
        }
    }

    private mutating func writeRows(_ plan: RowsPlan, _ context: borrowing RenderContext) {
        var inner = copy context
        writer.byte(UInt8(ascii: plan.key == nil ? "[" : "{"))
        var isFirst = true
        for row in plan.rows(context) {
            if !isFirst { writer.byte(UInt8(ascii: ",")) }
            isFirst = false
            inner.row = row
            if let key = plan.key {
                let name = key.value(inner)
                writer.string(name?.stringValue ?? name?.text ?? "")
                writer.byte(UInt8(ascii: ":"))
            }
            write(plan.element, inner)
        }
        writer.byte(UInt8(ascii: plan.key == nil ? "]" : "}"))
    }

    private mutating func writeItems(
        _ element: RenderNode, limit: Int?, _ context: borrowing RenderContext, of items: RenderContext.Items
    ) {
        var inner = RenderContext(
            now: context.now, seed: context.seed, request: context.request, number: context.number,
            admitted: context.admitted)
        inner.event = context.event
        var isFirst = true
        writer.byte(UInt8(ascii: "["))
        switch items {
        case .none:
            // A sample of an event shows one of what the event would be about.
            if context.event != nil { write(element, inner) }
        case .jobs(let jobs):
            for job in jobs.prefix(limit ?? .max) {
                if !isFirst { writer.byte(UInt8(ascii: ",")) }
                isFirst = false
                inner.subject = .job(job)
                write(element, inner)
            }
        case .records(let records):
            for record in records.prefix(limit ?? .max) {
                if !isFirst { writer.byte(UInt8(ascii: ",")) }
                isFirst = false
                inner.subject = .record(record)
                write(element, inner)
            }
        }
        writer.byte(UInt8(ascii: "]"))
    }
}

extension RenderContext {
    var jobState: JobState? {
        if case .job(let job) = subject { job.state } else { nil }
    }
}
