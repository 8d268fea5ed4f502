// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
import Synchronization

/// The operations of an API: all known from the start, each compiled at once or when it is first needed.
package final class OperationTable: Sendable {
    /// What is known of an operation without compiling it.
    package struct Heading: Sendable {
        package var id: String
        package var method: String
        package var template: PathTemplate
        package var evidence: CompiledOperation.OperationEvidence?
    }

    /// One operation's place; filled once, and then one atomic load away.
    private final class Slot: Sendable {
        let compiled = AtomicLazyReference<CompiledOperation>()
    }

    package let headings: [Heading]
    private let slots: [Slot]
    /// Compiles what is missing; nothing once nothing is, so that the document is let go.
    private let pending: Mutex<PendingOperations?>

    /// - Parameter operations: all of them, compiled.
    init(_ operations: [CompiledOperation]) {
        headings = operations.map(\.heading)
        slots = operations.map { operation in
            let slot = Slot()
            _ = slot.compiled.storeIfNil(operation)
            return slot
        }
        pending = Mutex(nil)
    }

    /// - Parameter pending: the operations, none of them compiled yet.
    init(_ pending: sending PendingOperations) {
        headings = pending.headings
        slots = headings.map { _ in Slot() }
        self.pending = Mutex(pending)
    }

    package var count: Int { slots.count }

    /// The operation at an index of ``headings``, compiled on its first use.
    ///
    /// Throws what is wrong with it, where it was not compiled when the document was loaded.
    package func operation(at index: Int) throws(DiagnosticsError) -> CompiledOperation {
        if let known = slots[index].compiled.load() { return known }
        return try pending.withLock { pending throws(DiagnosticsError) -> CompiledOperation in
            // Somebody else may have compiled it while this thread waited.
            if let known = slots[index].compiled.load() { return known }
            guard let operation = try pending?.compile(index) else {
                preconditionFailure("an operation is compiled before its compiler goes")
            }
            if pending?.remaining == 0 { pending = nil }
            return slots[index].compiled.storeIfNil(operation)
        }
    }

    /// How many are compiled by now.
    package var compiledCount: Int { slots.count { $0.compiled.load() != nil } }
}

extension CompiledOperation {
    fileprivate var heading: OperationTable.Heading {
        .init(id: id, method: method, template: template, evidence: evidence)
    }
}
