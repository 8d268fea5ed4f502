// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Something in a value that its schema lets through and whoever sent it should know of.
package struct SchemaRemark: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A member that no schema that looked at its object names or has a word for.
        case unknown
        /// The value meets a schema that is `deprecated`.
        case deprecated
    }

    package var kind: Kind
    /// The place in the value.
    package var instance: JSONPointer
    /// Where the schema that says so stands: for an unknown member, the one of its object.
    package var schemaPosition: SourcePosition
    /// For an unknown member: what was probably meant.
    package var hint: String?
}
