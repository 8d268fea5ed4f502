// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The names of the annotations, and where each may stand.
enum Annotation {
    /// By the kind of object that carries them.
    ///
    /// `x-evidence` and `x-sim-variant` may stand anywhere.
    static let placement: [OpenAPIObject: Set<String>] = [
        .document: [
            "x-sim-api", "x-sim-jobs", "x-sim-collections", "x-sim-errors", "x-sim-variants", "x-sim-series",
            "x-sim-credentials", "x-sim-limits", "x-sim-etiquette", "x-sim-webhooks", "x-sim-lenient",
        ],
        .operation: ["x-sim-binding", "x-sim-requires", "x-sim-spends", "x-sim-range", "x-sim-webhook"],
        .parameter: ["x-sim-idempotency", "x-sim-page", "x-sim-filter", "x-sim-refers"],
        .schema: [
            "x-sim-source", "x-sim-when", "x-sim-refers", "x-sim-kind", "x-sim-series", "x-sim-rows", "x-sim-lenient",
        ],
    ]

    /// Those that say where a value comes from.
    static let sources: Set<String> = ["x-sim-source", "x-sim-when", "x-sim-kind", "x-sim-series", "x-sim-rows"]

    static let everywhere: Set<String> = ["x-evidence", "x-sim-variant"]

    static let all: Set<String> = placement.values.reduce(into: everywhere) { $0.formUnion($1) }
}

/// The kinds of objects that OpenAPI 3.1 defines, with the fields each may have (section 4.8).
enum OpenAPIObject: String, Hashable {
    case document, info, contact, license, server, serverVariable, components, pathItem, operation
    case externalDocumentation, parameter, requestBody, mediaType, encoding, response, example, link, header, tag
    case schema, securityScheme, flows, flow, responses, paths

    /// As messages say it: `a path item`, `an operation`.
    var phrase: String {
        let words = rawValue.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
        return switch self {
        case .info, .components, .paths, .responses, .flows: "\"\(words)\""
        case .operation, .encoding, .example, .externalDocumentation: "an " + words
        case .document: "the document"
        default: "a " + words
        }
    }

    enum Field {
        /// Any value: a string, a number, or an object of no fixed form.
        case free
        case one(OpenAPIObject)
        case list(OpenAPIObject)
        case map(OpenAPIObject)
    }

    var fields: [String: Field] {
        switch self {
        case .document:
            [
                "openapi": .free, "info": .one(.info), "jsonSchemaDialect": .free, "servers": .list(.server),
                "paths": .one(.paths), "webhooks": .map(.pathItem), "components": .one(.components),
                "security": .free, "tags": .list(.tag), "externalDocs": .one(.externalDocumentation),
            ]
        case .info:
            [
                "title": .free, "summary": .free, "description": .free, "termsOfService": .free,
                "contact": .one(.contact), "license": .one(.license), "version": .free,
            ]
        case .contact: ["name": .free, "url": .free, "email": .free]
        case .license: ["name": .free, "identifier": .free, "url": .free]
        case .server: ["url": .free, "description": .free, "variables": .map(.serverVariable)]
        case .serverVariable: ["enum": .free, "default": .free, "description": .free]
        case .components:
            [
                "schemas": .map(.schema), "responses": .map(.response), "parameters": .map(.parameter),
                "examples": .map(.example), "requestBodies": .map(.requestBody), "headers": .map(.header),
                "securitySchemes": .map(.securityScheme), "links": .map(.link), "callbacks": .free,
                "pathItems": .map(.pathItem),
            ]
        case .paths: [:]
        case .pathItem:
            [
                "$ref": .free, "summary": .free, "description": .free, "servers": .list(.server),
                "parameters": .list(.parameter), "get": .one(.operation), "put": .one(.operation),
                "post": .one(.operation), "delete": .one(.operation), "options": .one(.operation),
                "head": .one(.operation), "patch": .one(.operation), "trace": .one(.operation),
            ]
        case .operation:
            [
                "tags": .free, "summary": .free, "description": .free, "externalDocs": .one(.externalDocumentation),
                "operationId": .free, "parameters": .list(.parameter), "requestBody": .one(.requestBody),
                "responses": .one(.responses), "callbacks": .free, "deprecated": .free, "security": .free,
                "servers": .list(.server),
            ]
        case .externalDocumentation: ["description": .free, "url": .free]
        case .parameter, .header:
            [
                "$ref": .free, "name": .free, "in": .free, "description": .free, "required": .free,
                "deprecated": .free, "allowEmptyValue": .free, "style": .free, "explode": .free,
                "allowReserved": .free, "schema": .one(.schema), "example": .free, "examples": .map(.example),
                "content": .map(.mediaType),
            ]
        case .requestBody:
            ["$ref": .free, "description": .free, "content": .map(.mediaType), "required": .free]
        case .mediaType:
            [
                "schema": .one(.schema), "example": .free, "examples": .map(.example),
                "encoding": .map(.encoding),
            ]
        case .encoding:
            [
                "contentType": .free, "headers": .map(.header), "style": .free, "explode": .free,
                "allowReserved": .free,
            ]
        case .responses: [:]
        case .response:
            [
                "$ref": .free, "description": .free, "headers": .map(.header), "content": .map(.mediaType),
                "links": .map(.link), "summary": .free,
            ]
        case .example:
            ["$ref": .free, "summary": .free, "description": .free, "value": .free, "externalValue": .free]
        case .link:
            [
                "$ref": .free, "operationRef": .free, "operationId": .free, "parameters": .free,
                "requestBody": .free, "description": .free, "server": .one(.server),
            ]
        case .tag: ["name": .free, "description": .free, "externalDocs": .one(.externalDocumentation)]
        case .schema: [:]
        case .securityScheme:
            [
                "$ref": .free, "type": .free, "description": .free, "name": .free, "in": .free, "scheme": .free,
                "bearerFormat": .free, "flows": .one(.flows), "openIdConnectUrl": .free,
            ]
        case .flows:
            [
                "implicit": .one(.flow), "password": .one(.flow), "clientCredentials": .one(.flow),
                "authorizationCode": .one(.flow),
            ]
        case .flow: ["authorizationUrl": .free, "tokenUrl": .free, "refreshUrl": .free, "scopes": .free]
        }
    }

    /// The kind of every member, for the objects whose members have free names.
    var memberKind: OpenAPIObject? {
        switch self {
        case .paths: .pathItem
        case .responses: .response
        default: nil
        }
    }
}
