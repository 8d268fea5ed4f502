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
        var file: String
        var text: String
        /// Whether it comes from a user, who is told at once of all that is wrong with it.
        var extent: APICompiler.Extent
        /// With the choices of variants that each was compiled for; there are few, and mostly there is one.
        var compiled: [(variants: [String: String], api: CompiledAPI)] = []
    }

    private let slots: Mutex<[Slot]>

    /// - Parameter files: documents that a test has compiled whole, and whose id is the name of their file.
    package init(_ files: [(id: String, file: String, text: String)] = []) {
        slots = Mutex(files.map { Slot(id: $0.id, file: $0.file, text: $0.text, extent: .onDemand) })
    }

    /// The documents that the binary carries.
    package static func embedded() -> APIStore {
        APIStore(
            EmbeddedFiles.all.compactMap { path, text in
                guard path.hasPrefix("openapi/"), path.hasSuffix(".yaml"), path != "openapi/control.yaml" else {
                    return nil
                }
                return (String(path.dropFirst(8).dropLast(5)), path, text.description)
            })
    }

    /// Compiles a document now and adds it, or puts it in the place of the one with its id.
    package func add(text: String, file: String) throws(DiagnosticsError) -> CompiledAPI {
        let api = try APICompiler.compile(APIDocument(text: text, file: file))
        slots.withLock { slots in
            let slot = Slot(id: api.id, file: file, text: text, extent: .whole, compiled: [([:], api)])
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
                let document = try APIDocument(text: slots[index].text, file: slots[index].file)
                let api = try APICompiler.compile(document, variants: variants, extent: slots[index].extent)
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
