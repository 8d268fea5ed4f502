// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package struct SchemaOptions: Sendable {
    package enum UnknownKeywords: Sendable { case ignore; case reject(allowed: @Sendable (String) -> Bool) }
    package init(unknownKeywords: UnknownKeywords = .ignore, assertFormats: Bool = false, file: String? = nil) {}
}
package final class SchemaCompiler {
    package init(options: SchemaOptions) {}
    package func addDocument(_ root: SourceNode, uri: String) {}
    package func compile(uri: String, pointer: JSONPointer) throws(DiagnosticsError) -> Schema { Schema() }
}
package final class Schema: Sendable {
    package func isValid(_ value: JSONValue) -> Bool { true }
    package func validate(_ value: JSONValue, limit: Int = 100) -> [SchemaViolation] { [] }
    package var declaredProperties: Set<String> { [] }
}
package struct SchemaViolation: Sendable, Hashable { package var instance: JSONPointer; package var keyword: String; package var message: String; package var schemaPosition: SourcePosition?; package var hint: String? }
