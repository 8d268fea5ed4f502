// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The operations of a document that are not compiled yet, with what it takes to compile one.
struct PendingOperations {
    private let found: [OperationReader.Found]
    private let reader: OperationReader
    private let compiler: OperationCompiler
    private let kinds: [String: JobKindBuilder]
    private let collector: DiagnosticCollector
    /// How many inputs and look-ups each kind keeps: the spaces know them already, so none may come to them.
    private let kept: [String: Int]
    private(set) var remaining: Int

    init(
        _ found: [OperationReader.Found], reader: OperationReader, compiler: OperationCompiler,
        kinds: [String: JobKindBuilder], collector: DiagnosticCollector
    ) {
        self.found = found
        self.reader = reader
        self.compiler = compiler
        self.kinds = kinds
        self.collector = collector
        kept = kinds.mapValues(\.keptCount)
        remaining = found.count
    }

    var headings: [OperationTable.Heading] {
        found.map {
            .init(id: $0.id, method: $0.method, template: $0.template, evidence: compiler.evidence($0.evidence))
        }
    }

    /// Compiles all, in the order of the document; what is wrong the collector knows.
    func compileAll() -> [CompiledOperation] {
        let operations = found.map { compiler.compile(reader.read($0)) }
        // The inputs that a kind keeps are known for sure only now that every renderer is compiled.
        return operations.map { $0.settingInputPaths(of: kinds) }
    }

    /// Compiles one, which must not have been compiled before.
    mutating func compile(_ index: Int) throws(DiagnosticsError) -> CompiledOperation {
        let operation = compiler.compile(reader.read(found[index]))
        for kind in kinds.values where kind.keptCount != kept[kind.name] {
            collector.error(
                "\(operation.id) needs an input of the job kind \"\(kind.name)\" that was not foreseen",
                at: found[index].place.node.position)
        }
        defer { collector.forget() }
        try collector.throwIfAny()
        remaining -= 1
        return operation.settingInputPaths(of: kinds)
    }
}
