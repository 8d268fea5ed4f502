// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Compiles schemas of a set of documents.
///
/// What references lead to is compiled once and shared by all schemas of one compiler.
package final class SchemaCompiler {
    let options: SchemaOptions
    private(set) var documents = SchemaDocuments()
    private let pool = SchemaPool()

    private var entries: [SchemaEntry] = []
    private var entryIndex: [SchemaEntry.Key: Int] = [:]
    private var referenceTargets: [ReferenceKey: Resolved] = [:]
    private var patterns: [String: Pattern] = [:]
    private var dialects: [Int: SchemaDialect] = [:]

    /// The entry being compiled, and whether what is compiled looks at the same value as its root.
    private var current: Int?
    private var isInPlace = true
    /// Set by the first `$dynamicRef` that finds a `$dynamicAnchor`; before it, nobody needs the dynamic scope.
    private var dynamicNames: Set<String> = []
    private var enteredResources: Set<Int> = []
    private var hasDiagnostics = false
    /// Entries known not to lead back to themselves.
    private var ending: Set<Int> = []

    private struct ReferenceKey: Hashable {
        var resource: Int
        var text: String
    }

    private enum Resolved {
        case target(Int, dynamicAnchor: String?)
        case failure(ReferenceFailure)
    }

    package init(options: SchemaOptions) {
        self.options = options
    }

    /// Makes a document known, for ``compile(uri:pointer:)`` and for the references of others.
    ///
    /// All documents must be there before the first schema is compiled.
    /// - Parameters:
    ///   - root: the document.
    ///   - uri: absolute, without a fragment.
    ///   - file: the name for diagnostics; the options' file, or else the URI, where there is none.
    ///   - mayNameSchemas: `false` where it is known that no schema has an identifier or an anchor, which spares the
    ///     search for them.
    package func addDocument(_ root: SourceNode, uri: String, file: String? = nil, mayNameSchemas: Bool = true) {
        documents.add(root, uri: uri, file: file ?? options.file ?? uri, mayNameSchemas: mayNameSchemas)
    }

    /// Compiles one schema and all that it refers to.
    ///
    /// Throws everything that is wrong with them at once.
    package func compile(uri: String, pointer: JSONPointer) throws(DiagnosticsError) -> Schema {
        let location = try location(uri: uri, pointer: pointer)
        let root = entry(for: location)
        compileDynamicAnchors(for: root)
        findCircles(from: root)
        let diagnostics = documents.diagnostics + diagnostics(reachableFrom: root)
        guard diagnostics.isEmpty, let node = entries[root].node else { throw DiagnosticsError(diagnostics) }
        return Schema(node: node, dynamicAnchors: dynamicAnchors, pool: pool)
    }

    private func location(uri: String, pointer: JSONPointer) throws(DiagnosticsError) -> SchemaLocation {
        guard let resource = documents.resource(at: uri) else {
            throw DiagnosticsError([Diagnostic(.error, "there is no document \"\(uri)\"", file: options.file)])
        }
        switch documents.find(pointer, from: documents.root(of: resource)) {
        case .schema(let location): return location
        case .nothing(let missing, let place, _):
            throw DiagnosticsError([
                Diagnostic(
                    .error, "there is no \"\(missing)\" where a schema should be",
                    file: documents.documents[place.document].file, at: place.node.position, pointer: pointer)
            ])
        }
    }

    // MARK: Entries

    /// Compiles a schema that somebody refers to, unless that is done or under way.
    private func entry(for location: SchemaLocation) -> Int {
        let key = SchemaEntry.Key(document: location.document, pointer: location.pointer)
        if let known = entryIndex[key] { return known }
        let index = entries.count
        entries.append(SchemaEntry())
        entryIndex[key] = index
        let outer = (current, isInPlace)
        (current, isInPlace) = (index, true)
        let node = compileNode(location, mayShare: false)
        (current, isInPlace) = outer
        entries[index].node = node
        if let loop = entries[index].loop {
            loop.close(on: node)
            pool.keep(node)
        }
        return index
    }

    /// A node for an entry: its own, or one that stands for it while it is being compiled.
    private func node(of index: Int, from place: SchemaLocation) -> SchemaNode {
        if let node = entries[index].node { return node }
        let loop = entries[index].loop ?? SchemaLoop()
        entries[index].loop = loop
        return SchemaNode(
            origin: SchemaOrigin(resource: place.resource, position: place.node.position, keywords: []),
            parts: SchemaParts(loop: loop))
    }

    // MARK: For the schema readers

    /// Compiles a subschema; `sameValue` says whether it looks at the same value as the schema around it.
    func subschema(_ location: SchemaLocation, sameValue: Bool) -> SchemaNode {
        let outer = isInPlace
        isInPlace = outer && sameValue
        defer { isInPlace = outer }
        return compileNode(location, mayShare: true)
    }

    private func compileNode(_ location: SchemaLocation, mayShare: Bool) -> SchemaNode {
        switch location.node.content {
        case .bool(true): return .anything
        case .bool(false):
            return SchemaNode(
                origin: SchemaOrigin(resource: location.resource, position: location.node.position, keywords: []),
                parts: SchemaParts(isNever: true))
        case .object(let members):
            enteredResources.insert(location.resource)
            // A schema that is nothing but a reference needs no node of its own.
            if mayShare, members.count == 1, members[0].name == "$ref" {
                return follow(members[0], from: location)?.node ?? .anything
            }
            var reader = SchemaReader(compiler: self, place: location)
            return reader.read(members)
        default:
            report(
                "a schema is an object or a boolean, not \(location.node.kindPhrase)", at: location.node.position,
                in: location, pointer: location.pointer)
            return .anything
        }
    }

    /// Follows a `$ref` or `$dynamicRef`.
    /// - Returns: the target, and the dynamic anchor that the reference names; `nil` where it leads nowhere.
    func follow(
        _ member: SourceNode.Member, from place: SchemaLocation
    ) -> (node: SchemaNode, dynamicAnchor: String?)? {
        guard let text = member.value.stringValue else {
            report(
                "\"\(member.name)\" must be a string, not \(member.value.kindPhrase)", at: member.value.position,
                in: place, pointer: place.pointer.appending(member.name))
            return nil
        }
        switch resolve(text, from: place.resource) {
        case .target(let index, let anchor):
            if let current {
                entries[current].references.append(index)
                let isDynamic = member.name == "$dynamicRef" && anchor != nil
                if isInPlace, !isDynamic {
                    entries[current].sameValue.append(
                        .init(target: index, place: place.document, position: member.value.position))
                }
            }
            return (node(of: index, from: place), anchor)
        case .failure(let failure):
            report(
                failure.message, at: member.value.position, in: place,
                pointer: place.pointer.appending(member.name), hint: failure.hint)
            return nil
        }
    }

    private func resolve(_ text: String, from resource: Int) -> Resolved {
        let key = ReferenceKey(resource: resource, text: text)
        if let known = referenceTargets[key] { return known }
        do throws(ReferenceFailure) {
            let target = try documents.resolve(text, from: resource)
            let resolved = Resolved.target(entry(for: target.location), dynamicAnchor: target.dynamicAnchor)
            referenceTargets[key] = resolved
            return resolved
        } catch {
            referenceTargets[key] = .failure(error)
            return .failure(error)
        }
    }

    /// Compiles a schema that nobody may refer to, so that what is wrong with it is known.
    func check(_ location: SchemaLocation) {
        let index = entry(for: location)
        if let current { entries[current].references.append(index) }
    }

    func pattern(_ source: String) throws(PatternError) -> Pattern {
        if let known = patterns[source] { return known }
        let pattern = try Pattern(source)
        patterns[source] = pattern
        return pattern
    }

    func dialect(of place: SchemaLocation) -> SchemaDialect {
        if let known = dialects[place.resource] { return known }
        var dialect = SchemaDialect()
        do throws(ReferenceFailure) {
            dialect = try SchemaDialect(of: place.resource, in: documents)
        } catch {
            let declaration = documents.resources[place.resource].dialect ?? place.node
            report(error.message, at: declaration.position, in: place, pointer: nil, hint: error.hint)
        }
        dialects[place.resource] = dialect
        return dialect
    }

    func noteDynamicReference(to anchor: String) {
        dynamicNames.insert(anchor)
    }

    func report(
        _ message: String, at position: SourcePosition, in place: SchemaLocation, pointer: JSONPointer?,
        hint: String? = nil
    ) {
        hasDiagnostics = true
        let diagnostic = Diagnostic(
            .error, message, file: documents.documents[place.document].file, at: position, pointer: pointer, hint: hint)
        if let current { entries[current].diagnostics.append(diagnostic) }
    }

    // MARK: When a schema is read

    /// Compiles whatever a `$dynamicRef` could lead to: the anchors of its name in all resources on the way.
    private func compileDynamicAnchors(for root: Int) {
        guard !dynamicNames.isEmpty else { return }
        var known = -1
        while known != entries.count {
            known = entries.count
            for resource in enteredResources {
                for (name, anchor) in documents.resources[resource].anchors
                where anchor.isDynamic && dynamicNames.contains(name) {
                    let place = documents.root(of: resource)
                    let index = entry(
                        for: SchemaLocation(
                            document: place.document, resource: resource, pointer: anchor.pointer, node: anchor.node))
                    entries[root].references.append(index)
                }
            }
        }
    }

    private var dynamicAnchors: DynamicAnchors? {
        guard !dynamicNames.isEmpty else { return nil }
        var targets: [DynamicAnchors.Key: SchemaNode] = [:]
        for resource in enteredResources {
            for (name, anchor) in documents.resources[resource].anchors where anchor.isDynamic {
                let key = SchemaEntry.Key(
                    document: documents.resources[resource].document, pointer: anchor.pointer)
                if let index = entryIndex[key], let node = entries[index].node {
                    targets[.init(resource: resource, anchor: name)] = node
                }
            }
        }
        return DynamicAnchors(targets)
    }

    /// Refuses references that lead back to where they come from without a look at any part of the value: no check of a
    /// value against them would ever end.
    private func findCircles(from root: Int) {
        guard !ending.contains(root) else { return }
        var open: Set<Int> = []
        var stack = [(entry: root, next: 0)]
        open.insert(root)
        var reached = [root]
        var seen: Set<Int> = [root]
        while let top = stack.popLast() {
            guard top.next < entries[top.entry].sameValue.count else {
                open.remove(top.entry)
                ending.insert(top.entry)
                if stack.isEmpty, let more = nextUnseen(&reached, &seen) {
                    stack.append((more, 0))
                    open.insert(more)
                }
                continue
            }
            stack.append((top.entry, top.next + 1))
            let edge = entries[top.entry].sameValue[top.next]
            if open.contains(edge.target) {
                hasDiagnostics = true
                entries[top.entry].diagnostics.append(
                    Diagnostic(
                        .error, "the reference leads back to the schema it is in, without end",
                        file: documents.documents[edge.place].file, at: edge.position,
                        hint: "a recursive schema refers to itself from below \"properties\" or \"items\""))
            } else if !ending.contains(edge.target) {
                stack.append((edge.target, 0))
                open.insert(edge.target)
            }
        }
    }

    /// The next entry that is reached by references of any kind and was not looked at.
    private func nextUnseen(_ reached: inout [Int], _ seen: inout Set<Int>) -> Int? {
        while let entry = reached.popLast() {
            for target in entries[entry].references where seen.insert(target).inserted { reached.append(target) }
            if !ending.contains(entry) { return entry }
        }
        return nil
    }

    private func diagnostics(reachableFrom root: Int) -> [Diagnostic] {
        guard hasDiagnostics else { return [] }
        var found: [Diagnostic] = []
        var known: Set<Diagnostic> = []
        var seen: Set<Int> = [root]
        var waiting = [root]
        while let entry = waiting.popLast() {
            for diagnostic in entries[entry].diagnostics where known.insert(diagnostic).inserted {
                found.append(diagnostic)
            }
            for target in entries[entry].references where seen.insert(target).inserted { waiting.append(target) }
        }
        return found.sorted { left, right in
            (left.file ?? "", left.position ?? .init(line: 0, column: 0))
                < (right.file ?? "", right.position ?? .init(line: 0, column: 0))
        }
    }
}
