// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Foundation
import JSON
import Testing
import YAML

/// What opening a large document costs, against what there is in it.
///
/// Compared are times of the test's own thread on the processor, the least of several, so that other work does not count.
@Suite(.serialized)
struct GrowthTests {
    /// A document of so many operations, each with a body and an answer of its own and much that all share.
    private static func document(operations count: Int) throws -> APIDocument {
        var yaml = """
            openapi: 3.1.0
            info: { title: Large, version: "1" }
            x-sim-api: { id: large }
            x-sim-collections: { things: { key: id, item: '#/components/schemas/Thing' } }
            x-sim-errors: { default: { status: 500, response: '#/components/responses/Problem' } }
            security: [{ key: [] }]
            components:
              securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
              responses:
                Problem: { description: d, content: { application/json: { schema: { type: object, properties: { code: { type: string, x-sim-source: error.code } } } } } }
              schemas:
                Thing: { type: object, required: [id, name], properties: { id: { type: string }, name: { type: string }, size: { type: integer, minimum: 1 } } }
            paths:

            """
        for index in 0..<count {
            yaml += """
                  /things\(index)/{id}:
                    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
                    patch:
                      operationId: patch\(index)
                      x-sim-binding: { patch: things }
                      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { name: { type: string, maxLength: 20 }, own\(index): { type: array, items: { enum: [a, b, c] } } } } } } }
                      responses:
                        '200': { description: d, content: { application/json: { schema: { type: object, required: [data], properties: { data: { $ref: '#/components/schemas/Thing' }, own\(index): { type: string } } } } } }
                        default: { $ref: '#/components/responses/Problem' }

                """
        }
        return try APIDocument(text: yaml, file: "large.yaml")
    }

    private static func processorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    /// The least nanoseconds of several runs: to open the document, and then to compile one operation in its middle.
    private static func cost(_ count: Int) throws -> (opening: Int, operation: Int) {
        let document = try document(operations: count)
        var least = (opening: Int.max, operation: Int.max)
        for _ in 0..<9 {
            let start = processorTime()
            let api = try APICompiler.compile(document, extent: .onDemand)
            let opened = processorTime()
            _ = try api.operation(at: count / 2)
            let compiled = processorTime()
            #expect(api.compiledOperationCount == 1)
            least.opening = min(least.opening, opened - start)
            least.operation = min(least.operation, compiled - opened)
        }
        return least
    }

    @Test("An operation costs the same among 20 and among 500, and opening a document far less than compiling it")
    func growth() throws {
        let small = try Self.cost(20)
        let large = try Self.cost(500)
        print("small \(small) large \(large)")
        #expect(large.operation < small.operation * 2)
        // What is left for each operation is to know its name and its path.
        let each = (large.opening - small.opening) / 480
        #expect(each < large.operation / 4, "\(each) ns for each operation, \(large.operation) to compile one")
    }
}
