// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Contract
package import JSON
import Synchronization

/// The documents that the server plays, compiled when they are first needed: a server that is asked for one API does not
/// spend its start on the others.
package final class APIStore: Sendable {
    private struct Slot: Sendable {
        var id: String
        var origin: Origin
        /// With the choices of variants that each was compiled for; there are few, and mostly there is one.
        var compiled: [(variants: [String: String], api: CompiledAPI)] = []
    }

    private enum Origin: Sendable {
        /// Carried by the program: a test has compiled it whole, so that each operation may wait for its first request.
        case embedded(StaticString, path: String)
        /// Of a user, who is told at once of all that is wrong with it.
        case user(APIDocument)

        func compile(_ variants: [String: String]) throws(DiagnosticsError) -> CompiledAPI {
            switch self {
            case .embedded(let text, let path):
                try APICompiler.compile(
                    APIDocument(packed: text, file: path), variants: variants, extent: .onDemand)
            case .user(let document): try APICompiler.compile(document, variants: variants)
            }
        }
    }

    private static let control = "openapi/control.yaml"

    private let slots: Mutex<[Slot]>

    private init(_ slots: [Slot]) {
        self.slots = Mutex(slots)
    }

    /// No documents yet.
    package convenience init() {
        self.init([])
    }

    /// The documents that the binary carries; the id of each is the name of its file.
    package static func embedded() -> APIStore {
        APIStore(
            EmbeddedFiles.all.compactMap { path, text in
                guard path.hasPrefix("openapi/"), path.hasSuffix(".yaml"), path != control else { return nil }
                return Slot(id: String(path.dropFirst(8).dropLast(5)), origin: .embedded(text, path: path))
            })
    }

    /// The document of the control API.
    static func controlDocument() throws(DiagnosticsError) -> APIDocument {
        guard let text = EmbeddedFiles.all.first(where: { $0.path == control })?.text else {
            throw DiagnosticsError([Diagnostic(.error, "the program does not carry \(control)")])
        }
        return try APIDocument(packed: text, file: control)
    }

    /// Compiles a document now and adds it, or puts it in the place of the one with its id.
    package func add(text: String, file: String) throws(DiagnosticsError) -> CompiledAPI {
        let document = try APIDocument(text: text, file: file)
        let api = try APICompiler.compile(document)
        slots.withLock { slots in
            let slot = Slot(id: api.id, origin: .user(document), compiled: [([:], api)])
            if let index = slots.firstIndex(where: { $0.id == api.id }) {
                slots[index] = slot
            } else {
                slots.append(slot)
            }
        }
        return api
    }

    package var ids: [String] { slots.withLock { $0.map(\.id) } }

    package func contains(_ id: some StringProtocol) -> Bool {
        slots.withLock { slots in slots.contains { $0.id == id } }
    }

    /// The API with the given choices of its variants, or `nil` where there is no such API.
    package func api(_ id: String, variants: [String: String] = [:]) throws(DiagnosticsError) -> CompiledAPI? {
        let found: Result<CompiledAPI?, DiagnosticsError> = slots.withLock { slots in
            guard let index = slots.firstIndex(where: { $0.id == id }) else { return .success(nil) }
            if let known = slots[index].compiled.first(where: { $0.variants == variants }) {
                return .success(known.api)
            }
            do throws(DiagnosticsError) {
                let api = try slots[index].origin.compile(variants)
                slots[index].compiled.append((variants, api))
                return .success(api)
            } catch {
                return .failure(error)
            }
        }
        return try found.get()
    }

    /// Every API as its document has it by default.
    package func all() throws(DiagnosticsError) -> [CompiledAPI] {
        var apis: [CompiledAPI] = []
        for id in ids { if let api = try api(id) { apis.append(api) } }
        return apis
    }
}
