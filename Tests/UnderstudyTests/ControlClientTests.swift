// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation
import Testing

@testable import Understudy

/// How a running server is asked.
struct ControlClientTests {
    private func outcome(_ answer: String) throws -> String {
        let url = try WebhookURL(parsing: "http://127.0.0.1:4010")
        do throws(ControlClient.Failure) {
            let answer = try ControlClient.answer(Array(answer.utf8), from: url)
            return "\(answer.status) \(String(decoding: answer.body, as: UTF8.self))"
        } catch {
            return error.description
        }
    }

    @Test(
        "A whole answer is taken apart, and half of one is said to be so",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "200 {}"),
            ("HTTP/1.0 404 Not Found\r\ncontent-length:0\r\n\r\n", "404 "), ("HTTP/1.1 200 OK\r\n\r\nall", "200 all"),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
                "http://127.0.0.1:4010: the answer broke off after 2 bytes"
            ), ("", "http://127.0.0.1:4010: the connection was closed without an answer"),
            ("SSH-2.0-x\r\n\r\n", "http://127.0.0.1:4010: what answers there is no HTTP server"),
        ])
    func answers(answer: String, expected: String) throws {
        #expect(try outcome(answer) == expected)
    }

    @Test(
        "A URL that is none of a server is refused with how to write one",
        arguments: ["localhost:4010", "https://127.0.0.1:4010", "http://127.0.0.1:4010/seo-agent", "http://:1"])
    func urls(url: String) {
        #expect(throws: ControlClient.Failure.self) { try ControlClient(url: url) }
    }
}
