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
            // Scalars are resolved below; the resolver of YAML 1.1 would try regular expressions on each of them, and hold
            // the keys 200 and '200' for different ones.
            root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw DiagnosticsError([diagnostic(for: error, text: text, file: file)])
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

    private static func diagnostic(for error: YamlError, text: String, file: String?) -> Diagnostic {
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
            Diagnostic(
                .error, problem, file: file,
                at: offset.map { SourcePosition(ofByte: text.prefix($0).utf8.count, in: text.utf8) })
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
                    complain("more than \(YAMLReader.nodeLimit) nodes, aliases counted each time", at: position)
                }
                return SourceNode(position: position, content: .null)
            }
            switch node {
            case .scalar(let scalar):
                return SourceNode(position: position, content: content(of: scalar, at: position))
            case .sequence(let sequence):
                return SourceNode(position: position, content: .array(sequence.map { self.node($0) }))
            case .mapping(let mapping):
                var members: [SourceNode.Member] = []
                for (key, value) in mapping {
                    let keyPosition = SourcePosition(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
                    guard case .scalar(let scalar) = key else {
                        complain("a mapping key must be a string", at: keyPosition)
                        continue
                    }
                    if scalar.style == .plain, scalar.string == "<<" {
                        complain(
                            "merge keys are not part of YAML 1.2", at: keyPosition,
                            hint: "write the members out, or use \"$ref\"")
                        continue
                    }
                    members.append(
                        SourceNode.Member(name: scalar.string, namePosition: keyPosition, value: self.node(value)))
                }
                return SourceNode(position: position, content: .object(members))
            case .alias(let alias):
                complain("unknown alias \"\(alias.anchor.rawValue)\"", at: position)
                return SourceNode(position: position, content: .null)
            }
        }

        private mutating func content(of scalar: Node.Scalar, at position: SourcePosition) -> SourceNode.Content {
            let text = scalar.string
            guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
            let tag = scalar.tag.description
            if tag == "tag:yaml.org,2002:str" || tag == "!" { return .string(text) }
            if !tag.isEmpty {
                complain("the tag \"\(tag)\" has no meaning here", at: position, hint: "leave the tag out")
            }
            switch YAMLScalar.resolve(text) {
            case .content(let content): return content
            case .notJSON:
                complain("JSON has no number \(text)", at: position, hint: "quote it where it is a text")
                return .null
            }
        }

        private mutating func complain(_ message: String, at position: SourcePosition, hint: String? = nil) {
            diagnostics.append(Diagnostic(.error, message, file: file, at: position, hint: hint))
        }
    }
}
