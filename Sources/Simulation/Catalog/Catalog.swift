// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What the engine must know of one API: its job kinds and its collections.
///
/// Compiled from the API's document.
package struct Catalog: Sendable, Hashable, Codable {
    package var api: String
    package var jobs: [JobKind]
    package var collections: [CollectionKind]
    /// `nil` where the API has no webhooks.
    package var webhooks: WebhookRules?
    /// The attributes of a credential of which no scenario says otherwise.
    package var credentials: JSONObject
    package var limits: [LimitRule]
    /// The refusals, as `limit-reached.NAME` and `refused.NAME`, that a request with an idempotency key gets again.
    package var keptRefusals: Set<String>
    /// The attributes of credentials that requests run down, each by the names that lead to it.
    package var spendable: [[String]]

    package init(
        api: String, jobs: [JobKind] = [], collections: [CollectionKind] = [], webhooks: WebhookRules? = nil,
        credentials: JSONObject = JSONObject(), limits: [LimitRule] = [], keptRefusals: Set<String> = [],
        spendable: [[String]] = []
    ) {
        self.api = api
        self.jobs = jobs
        self.collections = collections
        self.webhooks = webhooks
        self.credentials = credentials
        self.limits = limits
        self.keptRefusals = keptRefusals
        self.spendable = spendable
    }
}

/// What identifiers of one kind look like.
package enum IdentifierForm: Sendable, Hashable, Codable {
    /// A version 4 UUID in lower case.
    case uuid
    /// The prefix, then so many letters and digits in lower case.
    case prefixed(String, length: Int)
    /// Whole numbers, counted up from the given one.
    case integer(from: Int64)
}

/// One asynchronous kind of work.
package struct JobKind: Sendable, Hashable, Codable {
    package var name: String
    package var identifier: IdentifierForm
    /// The form of the identifier of what the job makes, where that has one of its own.
    package var resultIdentifier: IdentifierForm?
    /// Names of the inputs that are kept with each job, in the order of `Submission.inputs`.
    package var inputs: [String]
    /// Values looked up, each time a job is shown, in the record that an input names; in the order of `JobView.lookups`.
    package var lookups: [Lookup]
    /// The record made when a job completes.
    package var product: Product?
    /// What a job does to other records as it goes on.
    package var changes: [JobChange]

    package init(
        name: String, identifier: IdentifierForm, resultIdentifier: IdentifierForm? = nil, inputs: [String] = [],
        lookups: [Lookup] = [], product: Product? = nil,
        changes: [JobChange] = []
    ) {
        self.name = name
        self.identifier = identifier
        self.resultIdentifier = resultIdentifier
        self.inputs = inputs
        self.lookups = lookups
        self.product = product
        self.changes = changes
    }

    package struct Lookup: Sendable, Hashable, Codable {
        /// Index of the input whose value is the record's identifier.
        package var input: Int
        package var collection: String
        package var field: String

        package init(input: Int, collection: String, field: String) {
            self.input = input
            self.collection = collection
            self.field = field
        }
    }

    /// A record born from a completed job.
    ///
    /// It is made of the job when somebody first reads it, so that a million finished jobs do not hold a million copies
    /// of their content.
    package struct Product: Sendable, Hashable, Codable {
        package var collection: String
        package var fields: [Field]

        package init(collection: String, fields: [Field]) {
            self.collection = collection
            self.fields = fields
        }

        package struct Field: Sendable, Hashable, Codable {
            package var name: String
            package var value: Value
            /// What stands in the field where there is no value.
            package var fallback: JSONValue?

            package init(name: String, value: Value, fallback: JSONValue? = nil) {
                self.name = name
                self.value = value
                self.fallback = fallback
            }
        }

        package enum Value: Sendable, Hashable, Codable {
            case constant(JSONValue)
            case input(Int)
            case jobIdentifier
            case resultIdentifier
            case title
            case content
            case wordCount
            /// When the job completed, as the API's timestamps are written.
            case completed
            /// The title in lower case with hyphens.
            case slug
            /// The text's opening, short enough for a search engine's result.
            case summary
        }
    }
}

/// One collection of stored records.
package struct CollectionKind: Sendable, Hashable, Codable {
    package var name: String
    /// The field that holds a record's identifier.
    package var key: String
    package var identifier: IdentifierForm
    /// The fields that the engine sets: when a record was created and when it last changed.
    package var createdField: String?
    package var updatedField: String?
    package var timestamps: TimestampForm
    /// The records that every new space starts with; the first is the oldest.
    ///
    /// A record without the key gets one.
    package var fixtures: [JSONObject]
    /// What fields become that a fixture does not have; lookups see the collections before this one.
    package var fixtureFields: [FieldChange] = []
    /// How far apart the fixtures were created.
    package var spacing: TimeSpan
    /// In the order in which they are worked out.
    package var derived: [DerivedField]
    package var owners: [Ownership]

    package init(
        name: String, key: String = "id", identifier: IdentifierForm = .uuid, createdField: String? = nil,
        updatedField: String? = nil, timestamps: TimestampForm = .milliseconds, fixtures: [JSONObject] = [],
        spacing: TimeSpan = .seconds(86_400), derived: [DerivedField] = [], owners: [Ownership] = []
    ) {
        self.name = name
        self.key = key
        self.identifier = identifier
        self.createdField = createdField
        self.updatedField = updatedField
        self.timestamps = timestamps
        self.fixtures = fixtures
        self.spacing = spacing
        self.derived = derived
        self.owners = owners
    }
}

/// How an API writes instants, always in UTC.
package enum TimestampForm: String, Sendable, Hashable, Codable, CaseIterable {
    /// `2026-03-10T20:00:00Z`
    case seconds
    /// `2026-03-10T20:00:00.000Z`
    case milliseconds
    /// `2026-03-10T20:00:00`, where a program wrote down its local time, which is UTC here.
    case zoneless
    /// Whole seconds since 1970, a number.
    case unix
}
