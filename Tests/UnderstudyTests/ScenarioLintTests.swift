// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Simulation
import Testing

@testable import Understudy

/// The linter with the documents that the program carries, and one of nobody's.
struct ScenarioLintTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let scenarios = ScenarioStore.embedded()

    private static let store: Result<APIStore, any Error> = Result {
        let store = APIStore.embedded()
        let file = root.appending(path: "Tests/UnderstudyTests/Fixtures/sixth-api.yaml")
        _ = try store.add(text: String(contentsOf: file, encoding: .utf8), file: "sixth-api.yaml")
        return store
    }

    private static func lint(_ text: String, file: String = "x.json") throws -> [String] {
        do {
            return try scenarios.parse(
                Array(text.utf8), file: file, store: try store.get(), mayReadFiles: false, lints: true
            ).warnings.map(\.description)
        } catch let error as DiagnosticsError {
            return error.diagnostics.map(\.description)
        }
    }

    @Test(
        "What a document makes impossible is said at its place",
        arguments: [
            (
                #""jobs":[{"when":{"api":"promptwatch","body":{"/typ":"LISTICLE"}},"then":"happy"}]"#,
                #"x.json:1:58: warning: a body of "createContent" has no "typ" at "/typ"; did you mean "type"?"#
            ),
            (
                #""jobs":[{"when":{"operation":"createContent","body":{"/contentLength":"SHRT"}},"then":"happy"}]"#,
                #"x.json:1:66: warning: a body of "createContent" never has this value at "/contentLength": "SHRT" is not one of "SHORT", "MEDIUM", "LONG"; did you mean "SHORT"?"#
            ),
            (
                #""jobs":[{"when":{"operation":"orderTranscript","body":{"/voice":"Ada"}},"then":"happy"}]"#,
                #"x.json:1:68: warning: a body of "orderTranscript" never has this value at "/voice": "Ada" is of type string where integer is expected"#
            ),
            (
                #""jobs":[{"when":{"operation":"generateContent","body":{"/user_input/topci":"tides"}},"then":"happy"}]"#,
                #"x.json:1:68: warning: a body of "generateContent" has no "topci" at "/user_input/topci"; did you mean "topic"?"#
            ),
            (
                #""jobs":[{"when":{"operation":"getContent"},"then":"happy"}]"#,
                #"x.json:1:42: warning: "getContent" submits no job, so this can never match: it is there to read; known: createContent, generateContent, regenerateSection, sdkGenerate"#
            ),
            (
                #""faults":[{"when":{"api":"seomonitor","does":"stop"},"delay":"1s"}]"#,
                #"x.json:1:58: warning: "seomonitor" has no operation to stop"#
            ),
            (
                #""faults":[{"when":{"operation":"getContent","body":{"/a":1}},"delay":"1s"}]"#,
                #"x.json:1:65: warning: "getContent" takes no JSON body"#
            ),
            (
                #""expect":[{"requests":{"api":"topify","does":"submit","state":"pending"}},{"requests":{"api":"topify","does":"list","state":"failed"}}]"#,
                #"x.json:1:137: warning: a request to list has no "state": only requests that submit, read or stop a job have one"#
            ),
            (
                #""variants":{"promptwatch.content-objct":"x"}"#,
                #"x.json:1:25: error: "promptwatch.content-objct": there is no variant "content-objct"; did you mean "content-object"?"#
            ),
            (
                #""expect":[{"never":["pol-after-end"]}]"#,
                #"x.json:1:33: error: there is no rule "pol-after-end"; did you mean "poll-after-end"?"#
            ),
        ])
    func places(members: String, line: String) throws {
        let found = try Self.lint("{\"name\":\"x\",\(members)}")
        #expect(found == [line])
    }

    @Test(
        "What some operation takes is not odd",
        arguments: [
            #""jobs":[{"when":{"body":{"/user_input/topic":"tides"}},"then":"happy"}]"#,
            #""jobs":[{"when":{"api":"promptwatch","body":{"/type":"LISTICLE"}},"then":"happy"}]"#,
            #""faults":[{"when":{"does":"read","api":"seo-agent","state":"failed"},"delay":"1s"}]"#,
            #""faults":[{"when":{"does":"patch"},"delay":"1s"},{"when":{"does":"delete"},"delay":"1s"}]"#,
            #""expect":[{"receiver":{"api":"seo-agent"},"verifies":"signature"},{"deliveries":{"events":["audit.completed"]}}]"#,
        ])
    func possible(members: String) throws {
        let found = try Self.lint("{\"name\":\"x\",\(members)}")
        #expect(found == [])
    }

    @Test("There is nothing odd about the ready-made scenarios", arguments: scenarios.names)
    func readyMade(name: String) throws {
        let file = "scenarios/\(name).json"
        #expect(try Self.lint(String(contentsOf: Self.root.appending(path: file), encoding: .utf8), file: file) == [])
    }

    /// Blocks of JSON that the README names as files, where they are scenarios.
    private static let shown: [String] = {
        let text = (try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)) ?? ""
        return text.split(separator: "<!-- file: ").dropFirst().compactMap { part in
            guard part.prefix(while: { $0 != " " }).hasSuffix(".json"), let start = part.firstRange(of: "```json\n"),
                let end = part[start.upperBound...].firstRange(of: "\n```")
            else { return nil }
            return String(part[start.upperBound..<end.lowerBound])
        }
    }()

    @Test("There is nothing odd about the scenarios that the README shows")
    func readme() throws {
        #expect(Self.shown.count >= 2)
        for text in Self.shown { #expect(try Self.lint(text, file: "README.md") == [], "\(text)") }
    }

    @Test("Only files may say where an expectation stands")
    func network() throws {
        let text = Array(#"{"name":"x","expect":[{"requests":{}}]}"#.utf8)
        let store = try Self.store.get()
        func place(mayReadFiles: Bool) throws -> Simulation.Expectation.Place? {
            let loaded = try Self.scenarios.parse(text, file: "x.json", store: store, mayReadFiles: mayReadFiles)
            return loaded.scenario.expect.first?.place
        }
        #expect(try place(mayReadFiles: true) == .init(file: "x.json", line: 1, column: 23))
        #expect(try place(mayReadFiles: false) == nil)
    }
}
