// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import JSONSchema
package import Simulation

/// One API, compiled from its document: everything that is needed to answer a request, and nothing of the text.
package final class CompiledAPI: Sendable {
    package let id: String
    package let title: String
    package let version: String
    /// The host names of the document's servers, in lower case, without ports.
    package let hosts: [String]
    /// The path of the document's first server; empty where it is the root.
    package let basePath: String
    package let timestamps: TimestampForm
    private let table: OperationTable
    package let router: Router
    package let errors: ErrorCatalogue
    package let jobKinds: [JobKind]
    /// By job kind, the vendor's word for each state in the order of `JobState.allCases`: states with one word are one to
    /// a client.
    package let stateWords: [String: [String]]
    package let collections: [CollectionPlan]
    /// `nil` where the API has none.
    package let webhooks: WebhookPlans?
    /// What a credential is where no scenario says otherwise.
    package let credentialAttributes: JSONObject
    /// What credentials may be limited to.
    package let scopes: [String]
    package let limits: [LimitRule]
    /// The names of the errors that preconditions and budgets can be refused with.
    let refusals: [String]
    /// The attributes of credentials that requests run down.
    let spendable: [[String]]
    /// The chosen value of each variant.
    package let variants: [String: String]
    package let etiquette: Etiquette
    /// Every credential that some operation takes.
    package let allCredentials: Set<CredentialPlan>
    /// What scenarios may know of the operations without compiling them.
    let scenarioNames: ScenarioNames
    let leniency: Leniency
    /// The document, at the line of its `paths`.
    package let source: SourcePlace

    init(
        id: String, title: String, version: String, hosts: [String], basePath: String, timestamps: TimestampForm,
        operations: OperationTable, router: Router, errors: ErrorCatalogue, jobKinds: [JobKind],
        stateWords: [String: [String]], collections: [CollectionPlan], webhooks: WebhookPlans?,
        credentialAttributes: JSONObject, scopes: [String],
        limits: [LimitRule], refusals: [String], spendable: [[String]], variants: [String: String],
        etiquette: Etiquette, allCredentials: Set<CredentialPlan>, scenarioNames: ScenarioNames, leniency: Leniency,
        source: SourcePlace
    ) {
        self.id = id
        self.title = title
        self.version = version
        self.hosts = hosts
        self.basePath = basePath
        self.timestamps = timestamps
        table = operations
        self.router = router
        self.errors = errors
        self.jobKinds = jobKinds
        self.stateWords = stateWords
        self.collections = collections
        self.webhooks = webhooks
        self.credentialAttributes = credentialAttributes
        self.scopes = scopes
        self.limits = limits
        self.refusals = refusals
        self.spendable = spendable
        self.variants = variants
        self.etiquette = etiquette
        self.allCredentials = allCredentials
        self.scenarioNames = scenarioNames
        self.leniency = leniency
        self.source = source
    }

    /// A position of the document, for those who are told of it.
    package func source(at position: SourcePosition?) -> SourcePlace? {
        position.map { SourcePlace(file: source.file, line: $0.line) }
    }

    /// What a space must know of the API; fixtures depend on the space's seed.
    package func catalog(seed: UInt64) -> Catalog {
        var made: [String: [JSONObject]] = [:]
        let kinds = collections.map { plan in
            let kind = plan.kind(seed: seed, api: id, parents: made)
            made[kind.name] = kind.fixtures
            return kind
        }
        return Catalog(
            api: id, jobs: jobKinds, collections: kinds, webhooks: webhooks?.rules, credentials: credentialAttributes,
            limits: limits, keptRefusals: keptRefusals,
            spendable: Set(spendable).sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// The refusals that a request which comes again gets again: not those after which it may fare better.
    private var keptRefusals: Set<String> {
        let limits = limits.map { (ErrorCondition.limitReached, $0.name) }
        let others = refusals.map { (ErrorCondition.refused, $0) }
        let kept = (limits + others).filter { condition, name in
            let status = errors.status(of: condition, subject: name)
            return (400..<500).contains(status) && ![401, 402, 403, 429].contains(status)
        }
        return Set(kept.map { "\($0.0.rawValue).\($0.1)" })
    }

    package func jobKind(_ name: String) -> JobKind? {
        jobKinds.first { $0.name == name }
    }

    /// How many operations are known in which way; the weaker of request and response counts.
    package var evidence: [(word: Evidence, count: Int)] {
        Evidence.allCases.map { word in (word, headings.count { $0.evidence?.weaker == word }) }
    }

    /// What is known of each operation without compiling it, in the order of the document and of the router's routes.
    package var headings: [OperationTable.Heading] { table.headings }

    /// The operation of a route; compiled now, where it was not before.
    package func operation(at index: Int) throws(DiagnosticsError) -> CompiledOperation {
        try table.operation(at: index)
    }

    /// Every operation, compiled.
    package var operations: [CompiledOperation] {
        get throws(DiagnosticsError) {
            var operations: [CompiledOperation] = []
            for index in headings.indices { operations.append(try operation(at: index)) }
            return operations
        }
    }

    /// How many operations are compiled by now.
    package var compiledOperationCount: Int { table.compiledCount }
}

/// A collection with what fills its fixtures.
package struct CollectionPlan: Sendable {
    package var template: CollectionKind
    /// What every new space starts with.
    var fixtures: [FixturePlan]
    /// Synthetic values for the fields that a fixture leaves out.
    var fillers: [(name: String, plan: SyntheticPlan)]

    /// The collection with its fixtures; `parents` are those of the collections before this one.
    func kind(seed: UInt64, api: String, parents: [String: [JSONObject]]) -> CollectionKind {
        var kind = template
        kind.fixtures = Array(fixtures.flatMap { $0.records(of: parents) }.prefix(Int(FixturePlan.most)))
        kind.identifyFixtures(seed: seed, api: api)
        for index in kind.fixtures.indices {
            for filler in fillers where kind.fixtures[index][filler.name] == nil {
                kind.fixtures[index][filler.name] = filler.plan.value(seed: seed, subject: "\(kind.name)/\(index)")
            }
        }
        return kind
    }
}

package final class CompiledOperation: Sendable {
    package struct OperationEvidence: Sendable, Hashable {
        package var request: Evidence
        package var response: Evidence

        package var weaker: Evidence {
            let order = Evidence.allCases
            return (order.firstIndex(of: request) ?? 0) > (order.firstIndex(of: response) ?? 0) ? request : response
        }
    }

    package let id: String
    package let method: String
    package let template: PathTemplate
    package let summary: String?
    package let evidence: OperationEvidence?
    package let parameters: [ParameterPlan]
    package let body: BodyPlan?
    /// Each element is one way to satisfy the operation; every credential in it is needed.
    ///
    /// No elements, or an empty one: none is needed.
    package let credentials: [[CredentialPlan]]
    package let admission: AdmissionPlan
    package let binding: Binding
    package let success: ResponsePlan
    /// By status; 0 stands for `default`.
    package let failures: [Int: ResponsePlan]
    package let isDeprecated: Bool
    let range: DateRange?
    /// Where the document describes it.
    package let position: SourcePosition

    init(
        id: String, method: String, template: PathTemplate, summary: String?, evidence: OperationEvidence?,
        parameters: [ParameterPlan], body: BodyPlan?, credentials: [[CredentialPlan]], binding: Binding,
        success: ResponsePlan, failures: [Int: ResponsePlan], isDeprecated: Bool,
        range: DateRange? = nil, admission: AdmissionPlan = AdmissionPlan(), position: SourcePosition
    ) {
        self.id = id
        self.method = method
        self.template = template
        self.summary = summary
        self.evidence = evidence
        self.parameters = parameters
        self.body = body
        self.credentials = credentials
        self.admission = admission
        self.binding = binding
        self.success = success
        self.failures = failures
        self.isDeprecated = isDeprecated
        self.range = range
        self.position = position
    }
}

/// Where a credential is carried.
package struct CredentialPlan: Sendable, Hashable {
    package enum Form: Sendable, Hashable {
        case apiKey
        /// The scheme word of `Authorization`, in lower case.
        case scheme(String)
    }

    package var location: ParameterLocation
    package var name: String
    package var form: Form

    package init(location: ParameterLocation, name: String, form: Form) {
        self.location = location
        self.name = name
        self.form = form
    }
}

package struct ParameterPlan: Sendable {
    package var name: String
    package var location: ParameterLocation
    package var isRequired: Bool
    package var schema: Schema?
    /// What the text of the parameter may stand for.
    var types: TextTypes
    /// For arrays: the types of the elements.
    var elementTypes: TextTypes
    /// What stands between the elements of an array; `nil` where each element is a parameter of its own.
    var separator: Character?
    package var fallback: JSONValue?
    package var isDeprecated: Bool
    /// Where the document describes it.
    package var position: SourcePosition
    /// What the value identifies, where that must exist.
    var refers: Subject.Table?
}

package struct BodyPlan: Sendable {
    package var isRequired: Bool
    package var mediaTypes: [String]
    /// Of the JSON media type; `nil` where the operation takes other bodies only.
    package var schema: Schema?
    /// Where the document describes it.
    var position: SourcePosition
    /// Values for members that the body leaves out.
    var defaults: [(name: String, value: JSONValue)]
}

package struct ResponsePlan: Sendable {
    package var status: Int
    package var contentType: String?
    /// `nil` where the answer has no body.
    package var body: RenderNode?
    package var headers: [(name: String, value: ValueSource)]
}
