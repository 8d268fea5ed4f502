// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import JSON
package import Simulation
import Synchronization

/// The scenarios that a server knows: the ready-made ones, those of the files it was given, and the one that new spaces
/// play.
package final class ScenarioStore: Sendable {
    package struct Loaded: Sendable {
        package var scenario: Scenario
        /// As it was written.
        package var source: JSONValue
        package var warnings: [Diagnostic]
    }

    package enum Change: Sendable {
        case reloaded(Loaded, file: String)
        case broken([Diagnostic], file: String)
    }

    private struct WatchedFile: Sendable {
        var path: String
        var bytes: [UInt8]
    }

    private struct State: Sendable {
        var library: ScenarioLibrary
        var standard: Loaded
        /// Read from files, by name; they go before ready-made ones of the same name.
        var loaded: [String: Loaded] = [:]
        var files: [WatchedFile] = []
    }

    private let state: Mutex<State>

    private init(library: ScenarioLibrary, standard: Loaded) {
        state = Mutex(State(library: library, standard: standard))
    }

    /// The ready-made scenarios; new spaces play `happy`.
    package static func embedded() -> ScenarioStore {
        let files = EmbeddedFiles.all.filter { $0.path.hasPrefix("scenarios/") && !$0.path.hasSuffix(".schema.json") }
        let library = ScenarioLibrary(files.map { ($0.path, $0.text.description) })
        let standard = library.scenario("happy") ?? Scenario(name: "happy")
        return ScenarioStore(
            library: library,
            standard: Loaded(scenario: standard, source: library.source("happy") ?? ["name": "happy"], warnings: []))
    }
}

extension ScenarioStore {
    package var standard: Loaded { state.withLock { $0.standard } }

    /// The names of all scenarios.
    package var names: [String] {
        state.withLock { Set($0.library.names).union($0.loaded.keys).sorted() }
    }

    package func named(_ name: String) -> Loaded? {
        state.withLock { state in
            if let loaded = state.loaded[name] { return loaded }
            guard let scenario = state.library.scenario(name) else { return nil }
            return Loaded(
                scenario: scenario, source: state.library.source(name) ?? ["name": .string(name)], warnings: [])
        }
    }

    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - file: its name for diagnostics, and what a relative `extends` is relative to.
    ///   - store: the APIs, whose operations and variants rules may name.
    ///   - mayReadFiles: whether `extends` may name a file. What comes over the network may not: it would read this
    ///     machine's files.
    ///   - lints: whether to look for what is odd about it too.
    /// - Returns: the resolved scenario.
    /// - Throws: all that is wrong with it.
    package func parse(
        _ bytes: [UInt8], file: String, store: APIStore, mayReadFiles: Bool, lints: Bool = false
    ) throws(DiagnosticsError) -> Loaded {
        let apis = try store.all()
        let names = Dictionary(apis.map { ($0.id, $0.names) }) { first, _ in first }
        var parsed = try ScenarioParser.parse(
            bytes, file: file, library: state.withLock { $0.library },
            resolve: { mayReadFiles ? try? FileText.bytes($0) : nil }, names: names, rules: Self.judgedRules,
            lints: lints)
        try checkVariants(parsed, apis: apis, store: store)
        if !mayReadFiles {
            // There is no file that anybody could look into.
            for index in parsed.scenario.expect.indices { parsed.scenario.expect[index].place = nil }
        }
        return Loaded(scenario: parsed.scenario, source: parsed.source, warnings: parsed.warnings)
    }

    /// What scenarios can say that clients never do.
    private static let judgedRules = ViolationRule.all.filter { $0.kind != .expectation }
        .map { JudgedRule($0.id, needsPace: $0.needsPace) }

    /// Compiles the chosen variants, which says what is wrong with them.
    private func checkVariants(
        _ parsed: ScenarioParser.Parsed, apis: [CompiledAPI], store: APIStore
    ) throws(DiagnosticsError) {
        for (name, value) in parsed.scenario.variants.sorted(by: { $0.key < $1.key }) {
            let place = parsed.variantPlaces[name]
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            let ids = apis.map(\.id)
            guard parts.count == 2, ids.contains(parts[0]) else {
                let hint = NameSuggestion.hint(for: parts.first ?? name, among: ids)
                throw DiagnosticsError([
                    Diagnostic(
                        .error, "variant \"\(name)\" names no API", file: place?.file, at: place?.position,
                        hint: "write it as api.variant" + (hint.map { "; \($0)" } ?? ""))
                ])
            }
            do throws(DiagnosticsError) {
                _ = try store.api(parts[0], variants: [parts[1]: value])
            } catch {
                throw DiagnosticsError(
                    error.diagnostics.map {
                        Diagnostic(
                            .error, "\"\(name)\": \($0.message)", file: place?.file, at: place?.position,
                            hint: $0.hint)
                    })
            }
        }
    }

    /// What `--scenario` names: a file, a folder of files, or a ready-made scenario.
    ///
    /// It becomes the one that new spaces play; of a folder the file `default.json` does, or the only one.
    package func loadStandard(_ text: String, store: APIStore) throws {
        if let ready = named(text) {
            state.withLock { $0.standard = ready }
            return
        }
        guard FileText.isFolder(text) else {
            try load(file: text, store: store, isStandard: true)
            return
        }
        let files = try FileText.names(in: text).filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }
        guard !files.isEmpty else { throw ServerFailure("\(text): error: there is no scenario file in this folder") }
        for file in files {
            try load(
                file: text + "/" + file, store: store, isStandard: file == "default.json" || files.count == 1)
        }
    }

    private func load(file: String, store: APIStore, isStandard: Bool) throws {
        let bytes: [UInt8]
        do throws(FileText.Failure) {
            bytes = try FileText.bytes(file)
        } catch {
            let hint =
                file.contains("/") || file.hasSuffix(".json")
                ? "" : NameSuggestion.hint(for: file, among: names).map { "; as a ready-made scenario, \($0)" } ?? ""
            throw ServerFailure("\(error)\(hint)")
        }
        let loaded = try parse(bytes, file: file, store: store, mayReadFiles: true)
        state.withLock { state in
            state.loaded[loaded.scenario.name] = loaded
            if isStandard { state.standard = loaded }
            state.files.append(WatchedFile(path: file, bytes: bytes))
        }
    }

    /// Reads again the files whose content has changed.
    ///
    /// One that cannot be used leaves its last good reading in place.
    /// - Parameter store: the APIs that rules may name.
    /// - Returns: what changed.
    package func reloadChanged(store: APIStore) -> [Change] {
        var changes: [Change] = []
        for (index, file) in state.withLock({ $0.files }).enumerated() {
            // A file that is just being replaced may be missing or empty for a moment.
            guard let bytes = try? FileText.bytes(file.path), !bytes.isEmpty, bytes != file.bytes else { continue }
            state.withLock { $0.files[index].bytes = bytes }
            do throws(DiagnosticsError) {
                let loaded = try parse(bytes, file: file.path, store: store, mayReadFiles: true)
                state.withLock { state in
                    if state.standard.scenario.name == loaded.scenario.name { state.standard = loaded }
                    state.loaded[loaded.scenario.name] = loaded
                }
                changes.append(.reloaded(loaded, file: file.path))
            } catch {
                changes.append(.broken(error.diagnostics, file: file.path))
            }
        }
        return changes
    }
}
