// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Synchronization
import Testing

@testable import Understudy

/// Modes, baselines, coverage, and how formats name what was found.
struct ReportTests {
    // MARK: Modes

    /// A space with a job that is read too often after its end.
    private func abandoned(_ change: (inout SpaceRegistry.Configuration) -> Void = { _ in }) throws -> Harness {
        let harness = Harness(change: change)
        _ = try harness.submit()
        return harness
    }

    @Test("A rule that can refuse nothing is silenced by off and makes errors under enforce")
    func etiquetteModes() throws {
        let harness = try abandoned()
        #expect(try harness.findings().map { $0["severity"] } == ["warning"])
        try harness.control(
            "PUT", "/spaces/default/contract", #"{"mode":"report","rules":{"job-abandoned":"enforce"}}"#)
        #expect(try harness.findings().map { $0["severity"] } == ["error"])
        #expect(try harness.report()["errors"] == 1)
        try harness.control("PUT", "/spaces/default/contract", #"{"mode":"report","rules":{"job-abandoned":"off"}}"#)
        #expect(try harness.findings() == [])
        let reasons = try harness.report()["notJudged"]?.arrayValue ?? []
        #expect(reasons.contains(["rule": "job-abandoned", "reason": "switched off in this space"]))
    }

    @Test("A space starts as the server was told, and a reset puts it back to that")
    func standardModes() throws {
        let harness = try abandoned { $0.contract.rules["job-abandoned"] = .enforce }
        #expect(try harness.report()["errors"] == 1)
        try harness.control("PUT", "/spaces/default/contract", #"{"mode":"off"}"#)
        #expect(try harness.report()["errors"] == 0)
        try harness.control("POST", "/spaces/default/reset")
        #expect(
            try harness.control("GET", "/spaces/default/contract")
                == ["mode": "report", "rules": ["job-abandoned": "enforce"]])
    }

    @Test("Modes and rules that are not known are refused with what was meant")
    func unknownModes() {
        func complaint(_ mode: String?, _ rules: [(rule: String, mode: String)]) -> String? {
            do throws(ServerFailure) {
                _ = try ContractMode(mode: mode, rules: rules)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(complaint("enforce", [("webhook-slow", "off")]) == nil)
        #expect(
            complaint("enforced", []) == "--contract enforced: there is no mode \"enforced\"; did you mean \"enforce\"?"
        )
        #expect(
            complaint(nil, [("webhook-slwo", "off")])
                == "--rule webhook-slwo=off: there is no rule \"webhook-slwo\"; did you mean \"webhook-slow\"?")
        #expect(complaint(nil, [("webhook-slow", "of")])?.hasSuffix("did you mean \"off\"?") == true)
    }

    // MARK: Baselines

    @Test("A baseline of a report silences all of it, is counted, and holds what was silenced already")
    func baseline() throws {
        let harness = try abandoned()
        let host = try harness.spaces.existing("default")
        let wall = harness.wall.withLock { $0 }
        let report = Report(spaces: [host.report(at: wall)])
        #expect(report.errors + report.warnings == 1)
        let known = try Baseline(parsing: Array(Baseline.text(silencing: report).utf8), file: "known.json")
        let silenced = Report(spaces: [host.report(baseline: known.fingerprints, at: wall)])
        #expect(silenced.errors + silenced.warnings == 0)
        #expect(silenced.silenced == 1)
        #expect(silenced.text(.text).contains("1 silenced by the baseline"))
        #expect(
            silenced.json["spaces"]?.arrayValue?.first?["silencedFingerprints"] == [
                "job-abandoned|promptwatch|createContent|"
            ])
        #expect(Baseline.text(silencing: silenced) == Baseline.text(silencing: report))
        let nothing = Baseline.text(silencing: Report(spaces: []))
        #expect(try Baseline(parsing: Array(nothing.utf8), file: "known.json").fingerprints == [])
    }

    // MARK: Coverage

    @Test("Coverage counts operations, states, errors and what scenarios never used, of those there are")
    func coverage() throws {
        let gate = try Tollgate(
            #""faults":[{"when":{"operation":"getMe"},"respond":{"status":503}},{"when":{"operation":"getPrint"},"delay":"1s"}]"#
        )
        _ = try gate.get("/me")
        _ = try gate.post()
        _ = try gate.post("/prints", #"{"text":"x","shop":"south"}"#)
        _ = try gate.post("/prints", #"{"text":"x","shop":"nowhere"}"#)
        _ = try gate.post("/prints", #"{"text":""}"#)
        _ = try gate.post(key: nil)
        let space = try gate.harness.report()
        let coverage = try #require(space["coverage"]?.arrayValue?.first)
        #expect(coverage["exercised"] == 2)
        #expect(coverage["operations"] == 4)
        let errors = try #require(coverage["errors"]?.objectValue)
        let answered = errors.filter { $0.value != 0 }.map(\.name)
        #expect(answered == ["body-invalid", "credential-missing", "reference-unknown", "refused.phoneless"])
        #expect(coverage["errorCount"] == ["exercised": 4, "available": 14])
        #expect(coverage["stateCount"] == ["exercised": 1, "available": 5])
        #expect(space["unusedRules"]?.arrayValue?.count == 1)
        let text = try gate.harness.send("GET", "/_understudy/v1/report?format=text").text
        #expect(text.contains("tollgate: 2 of 4 operations exercised\n"))
        #expect(text.contains("tollgate: 1 of 5 job states seen\n"))
        #expect(text.contains("tollgate: 4 of 14 documented errors answered\n"))
    }

    @Test("States that a vendor has one word for are one state to its clients")
    func sharedWords() throws {
        let harness = Harness()
        _ = try harness.send(
            "POST", "/writerzroom/v1/generate", headers: [("Authorization", "Bearer k")],
            body:
                #"{"template_id":"blog_article_generator","style_profile_id":"general_blog","user_input":{"topic":"tides","target_audience":"sailors"}}"#
        )
        let coverage = try harness.report()["coverage"]?.arrayValue?.first
        #expect(coverage?["stateCount"] == ["exercised": 1, "available": 4], "failed and stopped are both failed")
    }

    // MARK: Places

    @Test(
        "Files are named from the project's folder, and as URIs",
        arguments: [
            ("openapi/acme.yaml", "openapi/acme.yaml", "openapi/acme.yaml"), ("./a b.yaml", "a b.yaml", "a%20b.yaml"),
            ("/project/docs/acme.yaml", "docs/acme.yaml", "docs/acme.yaml"),
            ("/elsewhere/acme.yaml", "/elsewhere/acme.yaml", "file:///elsewhere/acme.yaml"),
        ])
    func places(file: String, path: String, uri: String) {
        #expect(SourceURI.path(of: file, in: "/project") == path)
        #expect(SourceURI.uri(of: file, in: "/project") == uri)
    }
}
