// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The names in one API's document that a scenario may use.
package struct DocumentNames: Sendable, Hashable {
    package var operations: [String]
    /// What credentials may be limited to; empty where the document has no scopes.
    package var scopes: [String]
    package var limits: [String]
    /// What can be told of; empty where the document has no webhooks.
    package var events: [String]
    package var collections: [String]

    package init(
        operations: [String], scopes: [String] = [], limits: [String] = [], events: [String] = [],
        collections: [String] = []
    ) {
        self.operations = operations
        self.scopes = scopes
        self.limits = limits
        self.events = events
        self.collections = collections
    }
}
