// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
import JSONSchema
import Simulation

/// Compiles a document into an API.
///
/// Chooses variants, checks every name, reads the operations, compiles job kinds and collections, then each operation's
/// validators, binding and renderers, then the errors. All that is wrong is reported at once.
package struct APICompiler {
    private let document: APIDocument
    private let collector: DiagnosticCollector
    private let outline: SchemaOutline
    private let schemas: SchemaCompiler
    private let variants: [String: String]
    private let uri: String

    /// Compiles a document, or throws everything that is wrong with it, in reading order.
    /// - Parameters:
    ///   - document: as it was read.
    ///   - choices: the values of variants that are not to be the document's defaults.
    ///   - isBoundByProgram: the operations have no bindings, because code answers them (the control API).
    ///   - extent: whether every part is compiled and checked now.
    /// - Returns: the API.
    /// - Throws: the diagnostics.
    package static func compile(
        _ document: APIDocument, variants choices: [String: String] = [:], isBoundByProgram: Bool = false,
        extent: Extent = .whole
    ) throws(DiagnosticsError) -> CompiledAPI {
        var selection = VariantSelection(document: document, choices: choices)
        let hasVariants = extent == .whole || !selection.known.isEmpty
        let selected =
            hasVariants
            ? APIDocument(
                root: selection.select(document.root), file: document.file, mayNameSchemas: document.mayNameSchemas)
            : document
        let compiler = APICompiler(selected, variants: selection.chosen)
        compiler.collector.add(selection.diagnostics)
        if extent == .whole {
            let checker = DocumentChecker(document: selected, collector: compiler.collector) { place in
                _ = compiler.compileSchema(place)
            }
            checker.check()
        }
        return try compile(compiler, isBoundByProgram: isBoundByProgram, extent: extent)
    }

    /// How much of a document is compiled when it is loaded.
    package enum Extent: Sendable {
        /// Everything, so that all that is wrong is known at once.
        case whole
        /// What all operations share; each operation on its first use.
        ///
        /// For documents that a test has compiled whole.
        case onDemand
    }

    private init(_ document: APIDocument, variants: [String: String]) {
        self.document = document
        self.variants = variants
        uri = "document:" + document.file
        collector = DiagnosticCollector(file: document.file)
        outline = SchemaOutline(document: document)
        schemas = SchemaCompiler(
            options: SchemaOptions(
                unknownKeywords: .reject(allowed: { $0.hasPrefix("x-") }), assertFormats: true, file: document.file,
                keptAnnotations: [Leniency.annotation]))
        schemas.addDocument(document.root, uri: uri, mayNameSchemas: document.mayNameSchemas)
    }

    /// Static, so that what compiles the operations later can leave for where they are kept.
    private static func compile(
        _ compiler: sending APICompiler, isBoundByProgram: Bool, extent: Extent
    ) throws(DiagnosticsError) -> CompiledAPI {
        let (document, collector, outline) = (compiler.document, compiler.collector, compiler.outline)
        let root = document.rootPlace
        compiler.checkVersion(root)
        let identity = compiler.compileIdentity(root, isBoundByProgram: isBoundByProgram)
        var collectionPlans = CollectionCompiler(
            outline: outline, timestamps: identity.timestamps, collector: collector
        ).compile(root["x-sim-collections"])
        let sources = SourceCompiler(
            timestamps: identity.timestamps,
            keys: Dictionary(collectionPlans.map { ($0.template.name, $0.template.key) }) { first, _ in first },
            limits: root["x-sim-limits"]?.members.map(\.name) ?? [], collector: collector, series: SeriesTable())
        sources.declareSeries(root["x-sim-series"])
        collectionPlans = collectionPlans.map { plan in
            guard let place = root["x-sim-collections"]?[plan.template.name]?["fixture-fields"] else { return plan }
            var plan = plan
            let compiler = FieldChangeCompiler(
                sources: sources, collector: collector, collection: plan.template.name,
                ownFields: plan.template.ownFields, hasRequest: false)
            plan.template.fixtureFields = compiler.compile(place).map(\.change)
            return plan
        }
        let kindCompiler = JobKindCompiler(
            outline: outline, sources: sources, collector: collector,
            ownFields: Dictionary(collectionPlans.map { ($0.template.name, $0.template.ownFields) }) { first, _ in first
            })
        let (kinds, plans) = kindCompiler.compile(root["x-sim-jobs"])
        for (name, position, _) in root["x-sim-jobs"]?.members ?? [] where sources.keys[name] != nil {
            collector.error("\"\(name)\" is the name of a collection too", at: position)
        }
        let reader = OperationReader(
            document: document, outline: outline, collector: collector, collections: sources.collections)
        let found = reader.operations()
        let stamps = Dictionary(
            collectionPlans.map {
                ($0.template.name, (created: $0.template.createdField, updated: $0.template.updatedField))
            }
        ) { first, _ in first }
        let bindings = BindingCompiler(
            outline: outline, sources: sources, collector: collector, kinds: kinds, stamps: stamps, plans: plans,
            schema: compiler.compileSchema)
        let limits = LimitCompiler(
            owners: OwnerCompiler(sources: sources, collector: collector), collector: collector, operations: found,
            kinds: Set(kinds.keys)
        ).compile(root["x-sim-limits"])
        let operationCompiler = OperationCompiler(
            document: document, outline: outline, sources: sources, collector: collector, reader: reader,
            bindings: bindings,
            admissions: AdmissionCompiler(sources: sources, collector: collector, limits: limits),
            isBoundByProgram: isBoundByProgram, schema: compiler.compileSchema)
        let forecast = InputForecast(document: document, outline: outline, kinds: kinds)
        for operation in found {
            let shared = operation.item["parameters"].map { [$0] } ?? []
            forecast.note(operation.place["x-sim-binding"], in: [operation.place] + shared)
        }
        let errors = ErrorCompiler(
            outline: outline, document: document, collector: collector, operations: operationCompiler,
            subjects: Set(kinds.keys).union(sources.collections), limits: Set(sources.limits),
            refusals: Set(found.flatMap { PreconditionCompiler.errors(of: $0.place) }),
            bodyMembers: { Set(found.flatMap { operationCompiler.bodyMembers(of: $0.place) }) },
            basePath: identity.basePath
        ).compile(root["x-sim-errors"])
        let webhooks = WebhookCompiler(
            outline: outline, sources: sources, collector: collector, kinds: kinds, operations: found, reader: reader,
            bindings: bindings
        ).compile(root)
        let credentialCompiler = CredentialCompiler(document: document, outline: outline, collector: collector)
        let attributes = credentialCompiler.attributes()
        var credentials: Set<CredentialPlan> = []
        var scopes: Set<String> = []
        for operation in found {
            let asked = credentialCompiler.compile(operation.place)
            credentials.formUnion(asked.alternatives.joined())
            scopes.formUnion(asked.scopes.joined())
        }
        let etiquette = EtiquetteCompiler(collector: collector).compile(root["x-sim-etiquette"])
        let pending = PendingOperations(
            found, reader: reader, compiler: operationCompiler, kinds: kinds, collector: collector)
        // Compiling an operation may still teach a kind of job what it keeps, so it comes before the kinds.
        let compiled = extent == .whole ? pending.compileAll() : nil
        try collector.throwIfAny()
        let stateWords = kinds.mapValues(\.words)
        let kindList = kinds.values.map(\.kind).sorted { $0.name < $1.name }
        let router = Router(found.map { .init(method: $0.method, template: $0.template, operationID: $0.id) })
        let variants = compiler.variants
        let rules = limits.map(\.rule)
        let refusals = found.flatMap { PreconditionCompiler.errors(of: $0.place) }
        let spendable = found.flatMap { PreconditionCompiler.spendable($0.place) }
        let scenarioNames = ScenarioNames(
            operations: found, kinds: Set(kinds.keys), annotation: root["x-sim-jobs"])
        let operations = if let compiled { OperationTable(compiled) } else { OperationTable(pending) }
        return CompiledAPI(
            id: identity.id, title: root["info"]?["title"]?.node.stringValue ?? identity.id,
            version: root["info"]?["version"]?.node.stringValue ?? "", hosts: identity.hosts,
            basePath: identity.basePath, timestamps: identity.timestamps,
            operations: operations, router: router, errors: errors, jobKinds: kindList,
            stateWords: stateWords, collections: collectionPlans,
            webhooks: webhooks, credentialAttributes: attributes, scopes: scopes.sorted(), limits: rules,
            refusals: refusals, spendable: spendable, variants: variants, etiquette: etiquette,
            allCredentials: credentials, scenarioNames: scenarioNames,
            leniency: Leniency(root[Leniency.annotation]?.node.value),
            source: SourcePlace(file: document.file, line: (root["paths"] ?? root).node.position.line))
    }

    private func compileSchema(_ place: APIDocument.Place) -> Schema? {
        do throws(DiagnosticsError) {
            return try schemas.compile(uri: uri, pointer: place.pointer)
        } catch {
            // A reference that leads nowhere is reported already, with a better hint.
            collector.add(error.diagnostics.filter { !collector.hasError(at: $0.position) })
            return nil
        }
    }

    private func checkVersion(_ root: APIDocument.Place) {
        guard let place = root["openapi"] else {
            collector.error("this is no OpenAPI document: \"openapi\" is missing", at: root.node.position)
            return
        }
        guard let version = collector.string(place, "\"openapi\"") else { return }
        if !version.hasPrefix("3.1.") {
            collector.error(
                "OpenAPI \(version) is not supported", at: root["openapi"]?.node.position,
                hint: "write the document as OpenAPI 3.1")
        }
    }

    // MARK: Identity

    private struct Identity {
        var id: String
        var timestamps: TimestampForm
        var hosts: [String]
        var basePath: String
    }

    private func compileIdentity(_ root: APIDocument.Place, isBoundByProgram: Bool) -> Identity {
        var identity = Identity(id: "control", timestamps: .milliseconds, hosts: [], basePath: "")
        if let annotation = root["x-sim-api"] {
            collector.checkMembers(of: annotation, known: ["id", "timestamps"], in: "\"x-sim-api\"")
            if let id = collector.string(annotation["id"], "\"id\"") {
                identity.id = id
                let isName =
                    !id.isEmpty
                    && id.utf8.allSatisfy {
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
                    }
                if !isName {
                    collector.error(
                        "\"\(id)\" cannot be an API's id: it is part of a path", at: annotation["id"]?.node.position,
                        hint: "use lower-case letters, digits and hyphens")
                }
            } else if annotation["id"] == nil {
                collector.error("\"x-sim-api\" needs an \"id\"", at: annotation.node.position)
            }
            if let text = collector.string(annotation["timestamps"], "\"timestamps\"") {
                if let form = TimestampForm(rawValue: text) {
                    identity.timestamps = form
                } else {
                    collector.error(
                        "\"\(text)\" is no form of timestamps", at: annotation["timestamps"]?.node.position,
                        hint: NameSuggestion.hint(for: text, among: TimestampForm.allCases.map(\.rawValue)))
                }
            }
        } else if !isBoundByProgram {
            collector.error(
                "the document has no \"x-sim-api\"", at: root.node.position,
                hint: "add \"x-sim-api: { id: my-api }\" so that it can be mounted at /my-api")
        }
        for (index, server) in (root["servers"]?.elements ?? []).enumerated() {
            guard let url = collector.string(server["url"], "\"url\"") else { continue }
            let variables = server["variables"]?.members ?? []
            let parts = ServerURL(
                variables.reduce(url) { url, variable in
                    url.replacing("{\(variable.name)}", with: variable.place["default"]?.node.stringValue ?? "")
                })
            if !parts.path.isEmpty, !parts.path.hasPrefix("/") {
                collector.error(
                    "a server's URL is absolute, or a path that starts with \"/\"", at: server["url"]?.node.position)
            }
            if let host = parts.host, !identity.hosts.contains(host) { identity.hosts.append(host) }
            if index == 0 { identity.basePath = parts.path }
        }
        return identity
    }
}

/// The host and the path of a server's URL.
struct ServerURL {
    var host: String?
    var path: String

    init(_ text: String) {
        var rest = Substring(text)
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            let authority = rest.prefix { $0 != "/" }
            host = String(authority.prefix { $0 != ":" }).lowercased()
            rest = rest[authority.endIndex...]
        }
        while rest.hasSuffix("/") { rest.removeLast() }
        path = String(rest)
    }
}
