// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// One kind of `x-sim-jobs` while the document is compiled: renderers that need an input or a look-up register it here.
final class JobKindBuilder {
    let name: String
    var identifier = IdentifierForm.uuid
    var result: IdentifierForm?
    /// The vendor's words in the order of `JobState.allCases`.
    var words: [String]
    var stages: StageTable?
    var product: JobKind.Product?
    /// Whether it is a batch, and the kind of its parts, known once all kinds are read.
    var hasParts = false
    var part: JobKindBuilder?
    var changes: [JobChange] = []
    /// Dotted paths into the submitted body.
    private(set) var inputs: [String] = []
    private(set) var lookups: [JobKind.Lookup] = []

    init(name: String) {
        self.name = name
        words = JobState.allCases.map(\.rawValue)
    }

    func input(_ path: String) -> Int {
        if let index = inputs.firstIndex(of: path) { return index }
        inputs.append(path)
        return inputs.count - 1
    }

    func lookup(input: String, collection: String, field: String) -> Int {
        let lookup = JobKind.Lookup(input: self.input(input), collection: collection, field: field)
        if let index = lookups.firstIndex(of: lookup) { return index }
        lookups.append(lookup)
        return lookups.count - 1
    }

    /// How much of a submission the jobs of the kind keep; grows while renderers are compiled.
    var keptCount: Int { inputs.count + lookups.count }

    var kind: JobKind {
        JobKind(
            name: name, identifier: identifier, resultIdentifier: result, inputs: inputs, lookups: lookups,
            product: product, changes: changes)
    }

    func states(forWord word: String) -> [JobState] {
        JobState.allCases.enumerated().filter { words[$0.offset] == word }.map(\.element)
    }
}
