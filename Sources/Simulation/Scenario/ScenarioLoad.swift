// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Reads a file and all that it extends, without looking at the names in it.
struct ScenarioLoad {
    /// A longer chain of `extends` is taken for a cycle that goes through links of the file system.
    static let longestChain = 32

    struct Result {
        var parts = ScenarioParts()
        var errors: [Diagnostic] = []
        /// Whether everything that the file extends was found and read, right or wrong.
        var isWhole = true
    }

    private struct Base {
        var path: String
        var bytes: [UInt8]
    }

    private struct Refusal: Error {
        var message: String
        var hint: String?
    }

    /// The ready-made files, by name.
    let texts: [String: ScenarioLibrary.File]
    let names: [String: DocumentNames]?
    var rules: [JudgedRule]?

    /// Reads a file; `chain` holds the identities of the files that extend it.
    func read(_ bytes: [UInt8], file: String, chain: [String], resolve: (String) -> [UInt8]?) -> Result {
        var result = Result()
        let root: SourceNode
        do throws(DiagnosticsError) {
            root = try JSONReader.readSource(bytes, file: file)
        } catch {
            result.errors = error.diagnostics
            result.isWhole = false
            return result
        }
        if let extended = root["extends"], let name = extended.stringValue {
            let chain = chain + [FilePath.identity(of: file)]
            do throws(Refusal) {
                let base = try base(name, of: file, chain: chain, resolve: resolve)
                result = read(base.bytes, file: base.path, chain: chain, resolve: resolve)
            } catch {
                result.isWhole = false
                result.errors.append(
                    Diagnostic(.error, error.message, file: file, at: extended.position, hint: error.hint))
            }
        }
        var reader = ScenarioReader(file: file, names: names, rules: rules)
        reader.read(root, onto: &result.parts)
        result.errors += reader.diagnostics
        return result
    }

    private func base(
        _ name: String, of file: String, chain: [String], resolve: (String) -> [UInt8]?
    ) throws(Refusal) -> Base {
        guard FilePath.isPath(name) else {
            guard let ready = texts[name] else {
                throw Refusal(
                    message: "there is no ready-made scenario \"\(name)\"",
                    hint: NameSuggestion.hint(for: name, among: texts.keys) ?? "a file's name ends in .json")
            }
            guard !chain.contains(FilePath.identity(of: ready.path)) else {
                throw Refusal(message: "\"\(name)\" extends this scenario in turn")
            }
            return Base(path: ready.path, bytes: Array(ready.text.utf8))
        }
        let path = FilePath.path(name, relativeTo: file)
        guard !chain.contains(FilePath.identity(of: path)) else {
            throw Refusal(message: "\"\(name)\" extends this file in turn")
        }
        guard chain.count < Self.longestChain else {
            throw Refusal(message: "more than \(Self.longestChain) files extend each other")
        }
        guard let bytes = resolve(path) else { throw Refusal(message: "the file \"\(path)\" cannot be read") }
        return Base(path: path, bytes: bytes)
    }
}
