// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Foundation
import JSON
import Simulation
import Testing

@testable import Understudy

/// An HMAC by somebody else's code: OpenSSL's command line.
func base64HMAC(_ bytes: [UInt8], secret: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl", "dgst", "-sha256", "-hmac", secret, "-binary"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    try input.fileHandleForWriting.close()
    let result = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return result.base64EncodedString()
}

struct WebhookSignatureTests {
    private static let seed = SignaturePlan(
        header: "x-signature", value: [.literal("t="), .timestamp, .literal(",v1="), .signature],
        signs: [.timestamp, .literal("."), .body])

    @Test("The known vector comes out")
    func vector() {
        let body =
            #"{"event_type":"audit.completed","event_id":"evt_1","version":"1","timestamp":"2026-06-10T01:23:45.000Z","data":{"domain":"example.com","report_url":null,"status":"failed"}}"#
        #expect(body.utf8.count == 172)
        #expect(
            WebhookSignature.value(
                Self.seed, secret: "whsec_contract_test", timestamp: 1_781_054_625, body: Array(body.utf8),
                eventIdentifier: "evt_1")
                == "t=1781054625,v1=56ac144c04cbee5be3be91c4da1612a9110151b4e8e4c83b0543a54879c350b1")
    }

    @Test("Base64 and other orders of parts come out", arguments: [0, 1, 2, 3, 50])
    func base64(length: Int) throws {
        var plan = Self.seed
        plan.encoding = .base64
        plan.signs = [.eventIdentifier, .literal("/"), .body]
        plan.value = [.signature]
        let body = Array(repeating: UInt8(200), count: length)
        let value = WebhookSignature.value(plan, secret: "s", timestamp: 5, body: body, eventIdentifier: "e")
        #expect(try base64HMAC(Array("e/".utf8) + body, secret: "s") == value)
    }

    @Test("A value of a header cannot end its line")
    func injection() throws {
        let request = WebhookRequest(
            url: try WebhookURL(parsing: "http://a.example/x"),
            headers: [WebhookMessage.Header(name: "X-A", value: "b\r\nX-C: d")], body: [], timeout: .seconds(1))
        #expect(String(decoding: request.head, as: UTF8.self).contains("X-A: b  X-C: d\r\n"))
    }
}

struct WebhookAnswerReaderTests {
    /// Reads an answer in pieces of each size.
    private func read(_ text: String, _ check: (WebhookAnswerReader, WebhookAnswerReader.Progress) -> Void) {
        for size in [1, 3, 7, 4096] {
            var reader = WebhookAnswerReader()
            var progress = WebhookAnswerReader.Progress.needsMore
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty, progress == .needsMore {
                progress = reader.read(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            check(reader, progress)
        }
    }

    @Test("A length, chunks and no body end an answer")
    func ends() {
        read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokMORE") { reader, progress in
            #expect(progress == .complete && reader.status == 200 && reader.answer == "ok")
        }
        read("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n") {
            reader, progress in
            #expect(progress == .complete && reader.status == 201 && reader.answer == "abcde")
        }
        read("HTTP/1.1 204 No Content\r\n\r\n") { reader, progress in
            #expect(progress == .complete && reader.status == 204 && reader.answer.isEmpty)
        }
        read("HTTP/1.1 200 OK\n\nuntil the end") { reader, progress in
            #expect(progress == .needsMore && reader.status == 200 && reader.answer == "until the end")
        }
    }

    @Test("Interim answers do not count, a place to go is noted, and a long body is cut")
    func odd() {
        read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 307 T\r\nLocation: http://b/\r\nContent-Length: 0\r\n\r\n") {
            reader, progress in
            #expect(progress == .complete && reader.status == 307 && reader.location == "http://b/")
        }
        read("HTTP/1.1 500 Oh\r\nContent-Length: 9999\r\n\r\n" + String(repeating: "x", count: 9999)) {
            reader, progress in
            #expect(progress == .complete && reader.answer.count == WebhookAnswerReader.bodyLimit)
        }
    }

    @Test(
        "What is no answer is said to be none",
        arguments: ["GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/2 200\r\n\r\n", "SSH-2.0-x\r\n\r\n"])
    func malformed(text: String) {
        read(text) { _, progress in #expect(progress == .malformed) }
    }
}
