// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Testing

/// The documents that the program carries.
struct RealDocumentTests {
    static let files = (try? Repository.files(in: "openapi", suffix: ".yaml")) ?? []
    /// All but the server's own.
    static let vendors = files.filter { $0 != "openapi/control.yaml" }

    private static func compile(_ path: String, variants: [String: String] = [:]) throws -> CompiledAPI {
        let document = try APIDocument(text: Repository.text(path), file: path)
        return try APICompiler.compile(
            document, variants: variants, isBoundByProgram: document.root["x-sim-api"] == nil)
    }

    @Test("The documents of the folder are found, for otherwise nothing is tested here")
    func complete() throws {
        #expect(Self.files.contains("openapi/control.yaml"))
        #expect(Self.vendors.count >= 3 && Self.vendors.count == Self.files.count - 1)
    }

    @Test("A document compiles without a complaint", arguments: files)
    func compiles(path: String) throws {
        let api = try Self.compile(path)
        #expect(try !api.operations.isEmpty)
    }

    @Test("A document compiles in every variant that it declares", arguments: vendors)
    func variants(path: String) throws {
        let document = try APIDocument(text: Repository.text(path), file: path)
        for variant in document.rootPlace["x-sim-variants"]?.members ?? [] {
            for value in variant.place["values"]?.elements.compactMap(\.node.stringValue) ?? [] {
                let api = try Self.compile(path, variants: [variant.name: value])
                #expect(api.variants[variant.name] == value)
            }
        }
    }

    @Test("Every operation says how it is known and what it answers", arguments: vendors)
    func operations(path: String) throws {
        for operation in try Self.compile(path).operations {
            #expect(operation.evidence != nil, "\(operation.id) has no evidence")
            #expect(operation.success.body != nil || operation.success.status == 204, "\(operation.id) answers nothing")
            if case .external = operation.binding { Issue.record("\(operation.id) is not bound") }
        }
    }

    @Test("Every property that has a source says how it is known, itself or by what it stands in", arguments: vendors)
    func evidenceOfProperties(path: String) throws {
        let document = try APIDocument(text: Repository.text(path), file: path)
        var count = 0
        func visit(_ place: APIDocument.Place, isKnown: Bool) {
            let isKnown = isKnown || place["x-evidence"] != nil
            if place["x-sim-source"] != nil {
                count += 1
                #expect(isKnown, "\(path):\(place.node.position): \(place.pointer) has no evidence")
            }
            for member in place.members where member.name != "x-sim-source" { visit(member.place, isKnown: isKnown) }
            for element in place.elements { visit(element, isKnown: isKnown) }
        }
        for part in ["paths", "components"] {
            visit(try #require(document.rootPlace[part]), isKnown: document.rootPlace["x-evidence"] != nil)
        }
        #expect(count > 10)
    }
}
