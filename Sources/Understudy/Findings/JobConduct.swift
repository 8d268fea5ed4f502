// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

/// A job as clients know it.
struct JobName: Hashable {
    var api: String
    var identifier: String
}

/// How clients treat the jobs that they submit: the pace of their polls, and whether they stop at the end, not before.
struct JobConduct {
    private struct Track {
        var submission: JudgedRequest?
        var lastRead: (id: Int, at: Instant, isPaced: Bool)?
        /// The read that showed the end.
        var shownEnded: Int?
        var readsAfterEnd = 0
        var wasStopped = false
    }

    /// How many reads after the end are let pass: one client asks for the state and then for the content.
    static let readsAfterEndAllowed = 1

    private var tracks: [JobName: Track] = [:]
    private var order: [JobName] = []

    mutating func consider(_ request: JudgedRequest, _ table: inout FindingTable) {
        let entry = request.entry
        for job in entry.observation.ended {
            let name = JobName(api: request.api.id, identifier: job)
            if tracks[name]?.shownEnded == nil { tracks[name]?.shownEnded = entry.id }
        }
        guard let job = entry.job, request.succeeded else { return }
        let key = JobName(api: request.api.id, identifier: job)
        switch request.operation.verb {
        case .submit:
            guard tracks[key] == nil else { return }
            tracks[key] = Track(submission: request)
            order.append(key)
        case .stop: tracks[key, default: Track()].wasStopped = true
        case .read: read(job, key, request, &table)
        default: break
        }
        if entry.observation.state?.isTerminal == true, !entry.observation.wasLost, tracks[key]?.shownEnded == nil {
            tracks[key]?.shownEnded = entry.id
        }
    }

    private mutating func read(_ job: String, _ key: JobName, _ request: JudgedRequest, _ table: inout FindingTable) {
        let entry = request.entry
        var track = tracks[key] ?? Track()
        if let ended = track.shownEnded {
            track.readsAfterEnd += 1
            if track.readsAfterEnd > Self.readsAfterEndAllowed {
                request.add(
                    "poll-after-end", "read job \(job) again, although request \(ended) showed that it had ended",
                    evidence: [ended, entry.id], to: &table)
            }
        } else if let rule = request.api.etiquette.rules["poll-too-fast"], let pace = rule.every,
            let last = track.lastRead,
            last.isPaced, entry.observation.isPaced
        {
            let passed = entry.wallTime - last.at
            if passed < pace {
                request.add(
                    "poll-too-fast",
                    "read job \(job) \(passed.milliseconds) ms after its last read; the vendor asks for \(pace.milliseconds) ms",
                    evidence: [last.id, entry.id], to: &table)
            }
        }
        track.lastRead = (entry.id, entry.wallTime, entry.observation.isPaced)
        tracks[key] = track
    }

    func finish(delivered: Set<JobName>, _ table: inout FindingTable) {
        for key in order {
            guard let track = tracks[key], let submission = track.submission, track.shownEnded == nil,
                !track.wasStopped, !delivered.contains(key)
            else { continue }
            submission.add(
                "job-abandoned", "submitted job \(key.identifier) and never read its end",
                evidence: [submission.entry.id] + (track.lastRead.map { [$0.id] } ?? []), to: &table)
        }
    }
}

extension TimeSpan {
    var milliseconds: Int64 { microseconds / 1000 }
}

extension Instant {
    /// Since 1970.
    var milliseconds: Int64 { microseconds / 1000 }
}
