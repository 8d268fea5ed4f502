// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation
import Synchronization

extension ControlAPI {
    /// What clients of a space did wrong.
    func listViolations(_ request: Request) throws -> HTTPResponse {
        let report = try host(request).report(baseline: baseline.fingerprints, at: request.wall)
        return OwnAnswer.json(
            200,
            [
                "violations": .array(report.findings.map(\.json)), "silenced": .integer(Int64(report.silenced.count)),
                "evicted": .integer(Int64(report.evicted)),
            ])
    }

    func getContract(_ request: Request) throws -> HTTPResponse {
        OwnAnswer.json(200, try host(request).withLock(at: request.wall) { $0.contract.json })
    }

    /// Says how strictly requests are taken; rules that are not named follow the mode.
    func putContract(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        var contract = ContractMode()
        // The document's schema lets through nothing but these words.
        contract.mode = request.body["mode"]?.stringValue.flatMap(ContractMode.Mode.init(rawValue:)) ?? .report
        for member in request.body["rules"]?.objectValue ?? [:] {
            let known = ViolationRule.all.map(\.id)
            guard known.contains(member.name) else {
                throw ControlFailure(
                    400, "body-invalid", "there is no rule \"\(member.name)\"",
                    details: [
                        .init(
                            "known: " + known.joined(separator: ", "), pointer: "/rules/\(member.name)",
                            hint: NameSuggestion.closest(to: member.name, among: known).map {
                                "did you mean \"\($0)\"?"
                            })
                    ])
            }
            contract.rules[member.name] = member.value.stringValue.flatMap(ContractMode.Mode.init(rawValue:))
        }
        let changed = contract
        return OwnAnswer.json(
            200,
            host.withLock(at: request.wall) { state in
                state.contract = changed
                state.recorder?.contract(changed, at: request.wall)
                return changed.json
            })
    }

    func getSpaceReport(_ request: Request) throws -> HTTPResponse {
        answer(Report(spaces: [try host(request).report(baseline: baseline.fingerprints, at: request.wall)]), request)
    }

    /// The report of every space that was used.
    func getReport(_ request: Request) -> HTTPResponse {
        answer(report(at: request.wall), request)
    }

    /// The reports of the spaces that clients used, and of those that wait in vain for the clients that their scenarios
    /// expect.
    func report(at wall: Instant) -> Report {
        let standard = scenarios.standard.scenario
        var reports = spaces.all.compactMap { host in
            let report = host.report(baseline: baseline.fingerprints, at: wall)
            return report.isUsed || host.waitsInVain(standard: standard.name) ? report : nil
        }
        // Where no client ever came, nobody has made the space in which it should have done what is expected.
        if !standard.expect.isEmpty, !reports.contains(where: { $0.scenario == standard.name }),
            let host = try? spaces.host(SpaceName.standard, at: wall),
            host.withLock(at: wall, { $0.space.scenario.name == standard.name && !$0.wasUsed })
        {
            reports.insert(
                host.report(baseline: baseline.fingerprints, at: wall),
                at: reports.firstIndex { $0.space > SpaceName.standard } ?? reports.endIndex)
        }
        return Report(spaces: reports)
    }

    private func answer(_ report: Report, _ request: Request) -> HTTPResponse {
        let format = request.text(.query, "format").flatMap(Report.Format.init(rawValue:)) ?? .json
        var headers = HTTPHeaderBlock()
        // The type is one of a fixed list, and none holds a line break.
        try? headers.add("Content-Type", format.contentType)
        return HTTPResponse(status: 200, headers: headers, body: Array(report.text(format).utf8))
    }
}

extension SpaceHost {
    /// Whether the space has something to tell although nobody used it: somebody made it for a client that its scenario
    /// expects.
    ///
    /// The standard space is there without anybody making it: it counts where it was given another scenario than the one
    /// that spaces play where nothing else is said.
    fileprivate func waitsInVain(standard: String) -> Bool {
        state.withLock { state in
            guard !state.space.scenario.expect.isEmpty, !state.wasUsed, !isTransient else { return false }
            return name != SpaceName.standard || state.space.scenario.name != standard
        }
    }
}
