// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
import Yams

/// Reads YAML documents into nodes that know their place.
///
/// Plain scalars are resolved by the core schema of YAML 1.2, which OpenAPI prescribes (section 4.2): `yes`, `on` and
/// dates are strings, unlike in YAML 1.1.
package enum YAMLReader {
    /// An upper bound on the nodes of one document, against aliases that multiply without end.
    static let nodeLimit = 1_000_000

    package static func readSource(_ text: String, file: String? = nil) throws(DiagnosticsError) -> SourceNode {
        let root: Node?
        do {
            // Scalars are resolved below; the resolver of YAML 1.1 would try regular expressions on each of them.
            root = try Parser(yaml: text, resolver: .basic).singleRoot()
        } catch let error as YamlError {
            throw DiagnosticsError([diagnostic(for: error, file: file)])
        } catch {
            throw DiagnosticsError([Diagnostic(.error, "this is not YAML: \(error)", file: file)])
        }
        guard let root else {
            throw DiagnosticsError([
                Diagnostic(.error, "the file is empty", file: file, at: SourcePosition(line: 1, column: 1))
            ])
        }
        var conversion = Conversion(file: file)
        let node = conversion.node(root)
        guard conversion.diagnostics.isEmpty else { throw DiagnosticsError(conversion.diagnostics) }
        return node
    }

    private static func diagnostic(for error: YamlError, file: String?) -> Diagnostic {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            Diagnostic(
                .error, [context?.text, problem].compactMap(\.self).joined(separator: ": "), file: file,
                at: SourcePosition(line: mark.line, column: mark.column))
        case .duplicatedKeysInMapping(let duplicates, let context):
            Diagnostic(
                .error, "defined twice in the same mapping: \(duplicates.map { "\"\($0)\"" }.joined(separator: ", "))",
                file: file, at: SourcePosition(line: context.mark.line, column: context.mark.column),
                hint: "remove one of the two")
        case .reader(let problem, let offset, _, _):
            Diagnostic(.error, "\(problem)\(offset.map { " at byte \($0)" } ?? "")", file: file)
        default: Diagnostic(.error, "this is not YAML: \(error)", file: file)
        }
    }

    private struct Conversion {
        let file: String?
        var diagnostics: [Diagnostic] = []
        var count = 0

        mutating func node(_ node: Node) -> SourceNode {
            let position = SourcePosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
            count += 1
            guard count <= YAMLReader.nodeLimit else {
                if count == YAMLReader.nodeLimit + 1 {
                    diagnostics.append(
                        Diagnostic(.error, "more than \(YAMLReader.nodeLimit) nodes", file: file, at: position))
                }
                return SourceNode(position: position, content: .null)
            }
            switch node {
            case .scalar(let scalar):
                return SourceNode(position: position, content: YAMLReader.content(of: scalar))
            case .sequence(let sequence):
                return SourceNode(position: position, content: .array(sequence.map { self.node($0) }))
            case .mapping(let mapping):
                var members: [SourceNode.Member] = []
                for (key, value) in mapping {
                    let keyPosition = SourcePosition(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
                    guard case .scalar(let scalar) = key else {
                        diagnostics.append(
                            Diagnostic(.error, "a mapping key must be a string", file: file, at: keyPosition))
                        continue
                    }
                    members.append(
                        SourceNode.Member(name: scalar.string, namePosition: keyPosition, value: self.node(value)))
                }
                return SourceNode(position: position, content: .object(members))
            case .alias(let alias):
                diagnostics.append(
                    Diagnostic(.error, "unknown alias \"\(alias.anchor.rawValue)\"", file: file, at: position))
                return SourceNode(position: position, content: .null)
            }
        }
    }

    /// YAML 1.2.2, section 10.3.2 "Tag Resolution".
    private static func content(of scalar: Node.Scalar) -> SourceNode.Content {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string(text) }
        let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
        if let value = Int64(digits) { return .integer(value) }
        if digits.hasPrefix("0x"), let value = Int64(digits.dropFirst(2), radix: 16) { return .integer(value) }
        if digits.hasPrefix("0o"), let value = Int64(digits.dropFirst(2), radix: 8) { return .integer(value) }
        let isNumber = digits.utf8.allSatisfy { "+-.eE0123456789".utf8.contains($0) }
        if isNumber, let value = Double(digits), value.isFinite {
            return digits.utf8.contains { ".eE".utf8.contains($0) } ? .double(value) : .bigNumber(digits)
        }
        return .string(text)
    }
}
