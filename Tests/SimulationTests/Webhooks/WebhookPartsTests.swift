// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import Simulation

struct RetryScheduleTests {
    private static let start = World.noon

    /// The seconds after the start at which attempts are made that all fail at once.
    private func seconds(_ schedule: RetrySchedule, atMost count: Int = 50) -> [Int64] {
        var attempts: [Int64] = [0]
        var now = Self.start
        while attempts.count < count,
            let due = schedule.next(afterFailures: attempts.count, at: now, since: Self.start)
        {
            now = due
            attempts.append((due - Self.start).microseconds / 1_000_000)
        }
        return attempts
    }

    @Test func `each wait is longer by the factor, up to the longest, and the last ends the schedule`() {
        let schedule = RetrySchedule(first: .seconds(10), factor: 3, longest: .seconds(200), lasts: .seconds(900))
        #expect(seconds(schedule) == [0, 10, 40, 130, 330, 530, 730, 900])
    }

    @Test func `a factor of one is a steady pace`() {
        let schedule = RetrySchedule(first: .seconds(10), factor: 1, longest: .seconds(200), lasts: .seconds(35))
        #expect(seconds(schedule) == [0, 10, 20, 30, 35])
    }

    @Test func `the usual schedule goes on for more than a day`() {
        #expect(seconds(RetrySchedule()).last.map { $0 > 24 * 3600 } ?? false)
    }

    @Test func `a late failure is followed by the same wait, and one after the end by none`() {
        let schedule = RetrySchedule(first: .seconds(10), factor: 2, longest: .seconds(200), lasts: .seconds(100))
        let late = Self.start + .seconds(25)
        #expect(schedule.next(afterFailures: 1, at: late, since: Self.start) == late + .seconds(10))
        #expect(schedule.next(afterFailures: 1, at: Self.start + .seconds(100), since: Self.start) == nil)
    }

    @Test func `no number of failures overflows, and no schedule stands still`() {
        let schedule = RetrySchedule(
            first: .seconds(1), factor: 1e300, longest: TimeSpan(microseconds: .max), lasts: .seconds(1_000_000))
        #expect(
            schedule.next(afterFailures: 9_999, at: Self.start, since: Self.start) == Self.start + .seconds(1_000_000))
        let idle = RetrySchedule(first: .zero, factor: 1, longest: .zero, lasts: .milliseconds(3))
        #expect(idle.next(afterFailures: 1, at: Self.start, since: Self.start) == Self.start + .milliseconds(1))
    }
}

struct WebhookURLTests {
    @Test(
        arguments: [
            ("http://127.0.0.1:9000/hook", "127.0.0.1", 9000, "/hook"), ("http://a.example", "a.example", 80, "/"),
            ("HTTP://a.example/x?y=1#z", "a.example", 80, "/x?y=1"), ("http://[::1]:81/", "::1", 81, "/"),
            ("http://localhost:9?a", "localhost", 9, "/?a"),
        ])
    func `a receiver is a host, a port and a target`(text: String, host: String, port: Int, target: String) throws {
        let url = try WebhookURL(parsing: text)
        #expect(url.host == host && url.port == port && url.target == target)
        #expect(try WebhookURL(parsing: url.description) == url)
    }

    @Test(
        arguments: [
            "", "hook", "ftp://a/b", "http://", "http:///x", "http://a:0/", "http://a:65536/", "http://a:b/",
            "http://u:p@a/", "http://a b/", "http://ä/", "http://[::1/", "http://[::1]9/",
        ])
    func `anything else is refused with an example`(text: String) throws {
        let refusal = #expect(throws: WebhookURL.Refusal.self) { try WebhookURL(parsing: text) }
        #expect(refusal?.hint?.contains("http://") ?? false)
    }

    @Test func `https is refused, and that is said`() {
        let refusal = #expect(throws: WebhookURL.Refusal.self) { try WebhookURL(parsing: "https://a.example/hook") }
        #expect(refusal?.message.contains("https are not supported") ?? false)
    }
}
