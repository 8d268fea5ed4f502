// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension ControlAPI {
    /// What clients of a space did wrong.
    func listViolations(_ request: Request) throws -> HTTPResponse {
        let report = try host(request).report(baseline: baseline.fingerprints, at: request.wall)
        return OwnAnswer.json(
            200,
            [
                "violations": .array(report.findings.map(\.json)), "silenced": .integer(Int64(report.silenced)),
                "evicted": .integer(Int64(report.evicted)),
            ])
    }

    func getSpaceReport(_ request: Request) throws -> HTTPResponse {
        answer(Report(spaces: [try host(request).report(baseline: baseline.fingerprints, at: request.wall)]), request)
    }

    /// The report of every space that was used.
    func getReport(_ request: Request) -> HTTPResponse {
        answer(report(at: request.wall), request)
    }

    func report(at wall: Instant) -> Report {
        Report(
            spaces: spaces.all.map { $0.report(baseline: baseline.fingerprints, at: wall) }.filter { $0.requests > 0 })
    }

    private func answer(_ report: Report, _ request: Request) -> HTTPResponse {
        let format = request.text(.query, "format").flatMap(Report.Format.init(rawValue:)) ?? .json
        var headers = HTTPHeaderBlock()
        // The type is one of a fixed list, and none holds a line break.
        try? headers.add("Content-Type", format.contentType)
        return HTTPResponse(status: 200, headers: headers, body: Array(report.text(format).utf8))
    }
}
