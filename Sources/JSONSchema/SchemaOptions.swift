// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What a schema compiler does where the specifications leave the choice.
package struct SchemaOptions: Sendable {
    /// What becomes of a keyword that neither JSON Schema 2020-12 nor OpenAPI 3.1's schema vocabulary knows.
    package enum UnknownKeywords: Sendable {
        case ignore
        /// A load error, except where `allowed` says yes to the keyword's name.
        case reject(allowed: @Sendable (String) -> Bool)
    }

    package var unknownKeywords: UnknownKeywords
    /// Whether `format` is checked, and not merely an annotation.
    ///
    /// Formats that are not known stay annotations.
    package var assertFormats: Bool
    /// The file to name in diagnostics of documents that were added without one.
    package var file: String?
    /// The names of annotations that violations carry, where they stand beside the keyword that failed.
    package var keptAnnotations: Set<String>

    package init(
        unknownKeywords: UnknownKeywords = .ignore, assertFormats: Bool = false, file: String? = nil,
        keptAnnotations: Set<String> = []
    ) {
        self.unknownKeywords = unknownKeywords
        self.assertFormats = assertFormats
        self.file = file
        self.keptAnnotations = keptAnnotations
    }
}
