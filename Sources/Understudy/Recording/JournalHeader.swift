// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Crypto
import JSON
import Simulation

/// The first line of a saved journal: which program wrote it, and what the program played.
enum JournalHeader {
    /// The version of the form of the lines.
    static let form: Int64 = 1

    /// Says what the program is and plays.
    ///
    /// - Parameters:
    ///   - listeners: the API of each listener, `nil` for one that serves everything.
    ///   - documents: those of users, which the file carries, because the one who replays it has not got them.
    /// - Returns: the line.
    static func line(listeners: [String?], documents: [(file: String, text: String)]) -> JSONObject {
        [
            "type": "server", "form": .integer(form), "version": .string(UnderstudyVersion.text),
            "listeners": .array(listeners.map { $0.map(JSONValue.string) ?? .null }),
            "builtIn": .object(JSONObject(digests.map { .init(name: $0, value: .string($1)) })),
            "documents": .array(documents.map { ["file": .string($0.file), "text": .string($0.text)] }),
        ]
    }

    /// By file, what tells the built-in documents from those of another version.
    private static var digests: [(file: String, digest: String)] {
        EmbeddedFiles.all.filter { $0.path.hasPrefix("openapi/") }.map { path, text in
            let digest = text.withUTF8Buffer { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
            return (path, digest.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        }
    }

    /// The APIs that a journal speaks of, and what is known to be different from then.
    static func store(
        of header: JournalLines.Line, replacing apiFiles: [String]
    ) throws -> (store: APIStore, warnings: [String]) {
        guard header.value["type"] == "server", let form = header.value["form"]?.integerValue else {
            throw header.failure("the first one names the program; understudy serve --save-journal FILE writes one")
        }
        guard form == Self.form else {
            throw header.failure("its form is \(form), and this program reads \(Self.form)")
        }
        var warnings: [String] = []
        let then = header.value["version"]?.stringValue ?? ""
        if then != UnderstudyVersion.text {
            warnings.append("the journal is of version \(then), this program is \(UnderstudyVersion.text)")
        }
        let known = header.value["builtIn"]
        for (file, digest) in digests where known?[file]?.stringValue.map({ $0 != digest }) ?? true {
            warnings.append("\(file) is not what it was when the journal was written")
        }
        let store = APIStore.embedded()
        do {
            for document in header.value["documents"]?.arrayValue ?? [] {
                guard let file = document["file"]?.stringValue, let text = document["text"]?.stringValue else {
                    throw header.failure("a document without file or text")
                }
                _ = try store.add(text: text, file: file)
            }
            for path in apiFiles { _ = try store.add(text: try FileText.read(path), file: path) }
        } catch let failure as ServerFailure {
            throw failure
        } catch {
            throw ServerFailure("\(error)")
        }
        return (store, warnings)
    }
}
