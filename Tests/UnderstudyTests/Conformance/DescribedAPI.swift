// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import JSONSchema

@testable import Contract

/// An API's document as a client reads it: operations with their parameters, bodies and answers, and the annotations
/// that say what each is about.
///
/// It is read without the compiler that the server plays it with, so that a mistake of that compiler shows.
struct DescribedAPI: Sendable {
    let file: String
    let id: String
    let basePath: String
    let schemas: SchemaTree
    let operations: [DescribedOperation]
    /// By name: `x-sim-jobs` and `x-sim-collections`.
    let kinds: JSONObject
    let collections: JSONObject
    let errors: JSONObject
    /// `x-sim-limits`.
    let limits: JSONObject
    let events: [DescribedEvent]
    /// What `x-sim-webhooks` says about signatures.
    let signature: JSONValue?
    /// The responses that the catalogue of errors names, by reference.
    let sharedResponses: [String: DescribedOperation.Response]

    init(text: String, file: String) throws {
        let document = try APIDocument(text: text, file: file)
        var selection = VariantSelection(document: document, choices: [:])
        let source = selection.select(document.root)
        self.file = file
        let root = source.value
        schemas = SchemaTree(root: root)
        id = root["x-sim-api"]?["id"]?.stringValue ?? file
        basePath = Self.path(ofServers: root["servers"])
        kinds = root["x-sim-jobs"]?.objectValue ?? [:]
        collections = root["x-sim-collections"]?.objectValue ?? [:]
        errors = root["x-sim-errors"]?.objectValue ?? [:]
        limits = root["x-sim-limits"]?.objectValue ?? [:]
        let compiler = SchemaCompiler(options: SchemaOptions(assertFormats: true, file: file))
        compiler.addDocument(source, uri: "document:" + file)
        let reader = OperationDescriber(root: root, schemas: schemas) {
            try compiler.compile(uri: "document:" + file, pointer: $0)
        }
        operations = try reader.operations()
        events = try reader.events()
        signature = root["x-sim-webhooks"]?["signature"]
        var shared: [String: DescribedOperation.Response] = [:]
        let entries = errors.flatMap { [$0.value] + ($0.value.objectValue ?? [:]).map(\.value) }
        for reference in entries.compactMap({ $0["response"]?.stringValue }) where shared[reference] == nil {
            guard let pointer = JSONPointer(parsing: String(reference.dropFirst())) else { continue }
            shared[reference] = try reader.response(pointer)
        }
        sharedResponses = shared
    }

    /// The status of an operation's answer to a mistake, as the document's catalogue says.
    func status(of condition: ErrorCondition, _ operation: DescribedOperation, subject: String? = nil) -> Int {
        status(
            of: condition.rawValue, operation, subject: subject ?? operation.subject, usual: condition.usualStatus)
    }

    func status(of condition: String, _ operation: DescribedOperation, subject: String? = nil, usual: Int) -> Int {
        let errors = catalogue(operation)
        let entry = subject.flatMap { errors["\(condition).\($0)"] } ?? errors[condition]
        return entry?["status"]?.integerValue.map { Int($0) } ?? usual
    }

    /// What is below a path may have a catalogue of its own.
    private func catalogue(_ operation: DescribedOperation) -> JSONObject {
        let own = errors.first { entry in
            entry.name.hasPrefix("/") && (operation.path + "/").hasPrefix(entry.name + "/")
        }
        return own?.value.objectValue ?? errors
    }

    /// Statuses whose response only the catalogue names, with the pointers of those responses.
    func catalogueResponses(_ operation: DescribedOperation, status: Int) -> [String] {
        catalogue(operation).compactMap { entry in
            let answers = entry.value["status"]?.integerValue ?? Int64(status)
            return answers == status || entry.name == "default" ? entry.value["response"]?.stringValue : nil
        }
    }

    func operation(_ verb: String, _ subject: String) -> DescribedOperation? {
        operations.first { $0.verb == verb && $0.subjects.contains(subject) }
    }

    private static func path(ofServers servers: JSONValue?) -> String {
        let url = servers?.arrayValue?.first?["url"]?.stringValue ?? ""
        return ServerURL(url).path
    }
}

/// One operation of a document.
struct DescribedOperation: Sendable, CustomStringConvertible {
    struct Parameter: Sendable {
        var name: String
        var location: String
        var isRequired: Bool
        /// Flattened: see `SchemaTree.flat`.
        var node: JSONObject
        var schema: Schema
        var example: JSONValue?
        var isExploded: Bool
        /// What `x-sim-page` says.
        var page: String?
        /// Whether `x-sim-filter` is on it.
        var isFilter: Bool
        /// Whether `x-sim-idempotency` is on it: a key for repeating a request safely.
        var isIdempotencyKey: Bool
        /// The kind or collection whose identifier it holds.
        var refers: String?
    }

    struct Body: Sendable {
        var isRequired: Bool
        var node: JSONValue
        var schema: Schema
        var examples: [JSONValue]
    }

    struct Response: Sendable {
        var contentType: String?
        var node: JSONValue?
        var schema: Schema?
        var requiredHeaders: [String]
    }

    struct Credential: Sendable {
        var location: String
        var name: String
        /// Of `Authorization`; `nil`: the value is the key alone.
        var scheme: String?
        /// The roles that the operation asks for.
        var scopes: [String] = []
    }

    var id: String
    var method: String
    var path: String
    var parameters: [Parameter]
    var body: Body?
    /// By status; 0 stands for `default`.
    var responses: [Int: Response]
    /// The alternatives; an empty list where none is needed.
    var credentials: [[Credential]]
    var verb: String
    /// The kinds or the collection that the operation is about.
    var subjects: [String]
    var binding: JSONValue

    var description: String { "\(method) \(path) (\(id))" }

    var subject: String? { subjects.first }

    /// The status of the answer when all went well, and that answer.
    var success: (status: Int, response: Response)? {
        responses.filter { (200..<300).contains($0.key) }.min { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Which value of the request identifies what the operation is about.
    var identifier: (location: String, path: [String])? {
        guard ["read", "stop", "patch", "replace", "delete"].contains(verb) else { return nil }
        guard let by = binding["by"]?.stringValue else {
            return parameters.last { $0.location == "path" }.map { ("path", [$0.name]) }
        }
        let parts = by.split(separator: ".").map(String.init)
        return parts.first.map { ($0 == "input" ? "body" : $0, Array(parts.dropFirst())) }
    }

    /// Where the body has the identifiers of what a batch changes.
    var batch: [String]? {
        guard ["patch", "replace", "delete"].contains(verb), let each = binding["each"]?.stringValue,
            each.hasPrefix("input.")
        else { return nil }
        return each.split(separator: ".").dropFirst().map(String.init)
    }

    func parameter(_ location: String, _ name: String) -> Parameter? {
        parameters.first { $0.location == location && $0.name == name }
    }
}
