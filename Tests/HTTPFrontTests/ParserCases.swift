// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

/// A stream and what must come out of it.
struct StreamCase: Sendable, CustomTestStringConvertible {
    var name: String
    var stream: String
    /// `METHOD target [body]` or `100` or `status code`, one per event.
    var expected: [String]

    var testDescription: String { name }

    init(_ name: String, _ stream: String, _ expected: String...) {
        self.name = name
        self.stream = stream
        self.expected = expected
    }

    /// A case of one request whose head is refused.
    static func refused(_ status: Int, _ name: String, _ stream: String) -> StreamCase {
        StreamCase("\(status): \(name)", stream, "\(status)")
    }
}

private let host = "Host: a\r\n"

/// Streams that are accepted, or of which the first part is.
let acceptedStreams: [StreamCase] = [
    StreamCase("a plain GET", "GET / HTTP/1.1\r\n\(host)\r\n", "GET / []"),
    StreamCase("path and query", "GET /a/b?c=d&e HTTP/1.1\r\n\(host)\r\n", "GET /a/b?c=d&e []"),
    StreamCase("an empty query", "GET /a? HTTP/1.1\r\n\(host)\r\n", "GET /a? []"),
    StreamCase("a second question mark", "GET /a?b?c HTTP/1.1\r\n\(host)\r\n", "GET /a?b?c []"),
    StreamCase("percent encoding untouched", "GET /%2e%2E/%zz HTTP/1.1\r\n\(host)\r\n", "GET /%2e%2E/%zz []"),
    StreamCase("two slashes first", "GET //a HTTP/1.1\r\n\(host)\r\n", "GET //a []"),
    StreamCase("raw braces", "GET /{id}|\"x\" HTTP/1.1\r\n\(host)\r\n", "GET /{id}|\"x\" []"),
    StreamCase("a method of its own", "FROB-9_x /a HTTP/1.1\r\n\(host)\r\n", "FROB-9_x /a []"),
    StreamCase("methods keep their case", "get / HTTP/1.1\r\n\(host)\r\n", "get / []"),
    StreamCase("OPTIONS *", "OPTIONS * HTTP/1.1\r\n\(host)\r\n", "OPTIONS * []"),
    StreamCase("absolute form", "GET http://b.example:80/p?q HTTP/1.1\r\n\(host)\r\n", "GET /p?q []"),
    StreamCase("absolute form, no path", "GET http://b HTTP/1.1\r\n\(host)\r\n", "GET / []"),
    StreamCase("absolute form, query without path", "GET http://b?q=1 HTTP/1.1\r\n\(host)\r\n", "GET /?q=1 []"),
    StreamCase("absolute form in capitals", "GET HTTPS://B/x HTTP/1.1\r\n\(host)\r\n", "GET /x []"),
    StreamCase("HTTP/1.0 without Host closes", "GET / HTTP/1.0\r\n\r\n", "GET / [] close"),
    StreamCase("HTTP/1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET / []"),
    StreamCase("Connection: close", "GET / HTTP/1.1\r\n\(host)Connection: close\r\n\r\n", "GET / [] close"),
    StreamCase("close in a list", "GET / HTTP/1.1\r\n\(host)Connection: x ,\tCLOSE\r\n\r\n", "GET / [] close"),
    StreamCase(
        "close in a second field", "GET / HTTP/1.1\r\n\(host)Connection: x\r\nConnection: close\r\n\r\n",
        "GET / [] close"),
    StreamCase("HTTP/1.2 speaks 1.1", "GET / HTTP/1.2\r\n\(host)\r\n", "GET / []"),
    StreamCase("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / []"),
    StreamCase("an IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:4010\r\n\r\n", "GET / []"),
    StreamCase("no space behind the colon", "GET / HTTP/1.1\r\nHost:a\r\n\r\n", "GET / []"),
    StreamCase("white space around a value", "GET / HTTP/1.1\r\nHost: \t a \t \r\n\r\n", "GET / []"),
    StreamCase("an empty line first", "\r\nGET / HTTP/1.1\r\n\(host)\r\n", "GET / []"),
    StreamCase(
        "an empty line between", "GET / HTTP/1.1\r\n\(host)\r\n\r\nGET /b HTTP/1.1\r\n\(host)\r\n", "GET / []",
        "GET /b []"),
    StreamCase(
        "two pipelined", "GET /1 HTTP/1.1\r\n\(host)\r\nGET /2 HTTP/1.1\r\n\(host)\r\n", "GET /1 []", "GET /2 []"),
    StreamCase("half a request", "GET / HTTP/1.1\r\n\(host)"),
    StreamCase("half a body", "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nabcd"),
    StreamCase("a body by length", "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nabcde", "POST / [abcde]"),
    StreamCase("a body with GET", "GET / HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nab", "GET / [ab]"),
    StreamCase("length zero", "POST / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n", "POST / []"),
    StreamCase("leading zeros", "POST / HTTP/1.1\r\n\(host)Content-Length: 0002\r\n\r\nab", "POST / [ab]"),
    StreamCase(
        "the same length twice", "POST / HTTP/1.1\r\n\(host)Content-Length: 2\r\nContent-Length: 2\r\n\r\nab",
        "POST / [ab]"),
    StreamCase("the same length listed", "POST / HTTP/1.1\r\n\(host)Content-Length: 2, 2\r\n\r\nab", "POST / [ab]"),
    StreamCase(
        "a body, then a request", "POST / HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nabGET /b HTTP/1.1\r\n\(host)\r\n",
        "POST / [ab]", "GET /b []"),
    StreamCase(
        "chunks",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n",
        "POST / [abc0123456789]"),
    StreamCase("no chunks", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n", "POST / []"),
    StreamCase(
        "chunk extensions",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n003;a=b;c=\"d e\"\r\nabc\r\n0 ; x\r\n\r\n",
        "POST / [abc]"),
    StreamCase(
        "trailers",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\nGET /b HTTP/1.1\r\n\(host)\r\n",
        "POST / [a]", "GET /b []"),
    StreamCase(
        "CR LF inside chunks", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n",
        "POST / [\r\n\r\n]"),
    StreamCase(
        "Expect with a length", "POST / HTTP/1.1\r\n\(host)Expect: 100-Continue\r\nContent-Length: 1\r\n\r\na", "100",
        "POST / [a]"),
    StreamCase(
        "Expect with chunks",
        "POST / HTTP/1.1\r\n\(host)Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "100",
        "POST / []"),
    StreamCase("Expect without a body", "GET / HTTP/1.1\r\n\(host)Expect: 100-continue\r\n\r\n", "GET / []"),
    StreamCase(
        "Expect in 1.0 is ignored", "POST / HTTP/1.0\r\nExpect: frob\r\nContent-Length: 1\r\n\r\na", "POST / [a] close"),
    StreamCase("obs-text", "GET / HTTP/1.1\r\n\(host)X: é\r\n\r\n", "GET / []"),
]

/// Streams that are refused at their first request.
let refusedStreams: [StreamCase] = [
    .refused(400, "no Host in 1.1", "GET / HTTP/1.1\r\n\r\n"),
    .refused(400, "two Hosts", "GET / HTTP/1.1\r\n\(host)host: b\r\n\r\n"),
    .refused(400, "two Hosts in 1.0", "GET / HTTP/1.0\r\n\(host)host: b\r\n\r\n"),
    .refused(400, "the same Host twice", "GET / HTTP/1.1\r\n\(host)\(host)\r\n"),
    .refused(400, "no Host beside an absolute form", "GET http://b/ HTTP/1.1\r\n\r\n"),
    .refused(400, "a path as Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    .refused(400, "user info in Host", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
    .refused(400, "a space in Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
    .refused(400, "no version", "GET /\r\n\(host)\r\n"),
    .refused(400, "no target", "GET\r\n\(host)\r\n"),
    .refused(400, "an empty target", "GET  HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "two spaces behind the method", "GET  / HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "two spaces before the version", "GET /  HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a space behind the version", "GET / HTTP/1.1 \r\n\(host)\r\n"),
    .refused(400, "a space in the target", "GET /a b HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a tab for a space", "GET\t/ HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a space first", " GET / HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a small http", "GET / http/1.1\r\n\(host)\r\n"),
    .refused(400, "a version of two digits", "GET / HTTP/1.10\r\n\(host)\r\n"),
    .refused(400, "a version without minor", "GET / HTTP/1\r\n\(host)\r\n"),
    .refused(400, "another protocol", "GET / RTSP/1.0\r\n\(host)\r\n"),
    .refused(400, "a fragment", "GET /a#b HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a relative target", "GET a/b HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "another scheme", "GET ftp://a/b HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "an absolute form without host", "GET http:///b HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "an absolute form with user info", "GET http://u@b/ HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "* with GET", "GET * HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "*x with OPTIONS", "OPTIONS *x HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a line feed first", "\nGET / HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a carriage return first", "\rGET / HTTP/1.1\r\n\(host)\r\n"),
    .refused(400, "a bare LF behind the request line", "GET / HTTP/1.1\n\(host)\r\n"),
    .refused(400, "a bare LF behind a header", "GET / HTTP/1.1\r\nHost: a\n\r\n"),
    .refused(400, "a bare LF as the empty line", "GET / HTTP/1.1\r\n\(host)\n"),
    .refused(400, "a bare CR in a value", "GET / HTTP/1.1\r\n\(host)X: a\rb\r\n\r\n"),
    .refused(400, "a NUL in a value", "GET / HTTP/1.1\r\n\(host)X: a\u{0}b\r\n\r\n"),
    .refused(400, "a folded header", "GET / HTTP/1.1\r\n\(host)X: a\r\n b\r\n\r\n"),
    .refused(400, "white space behind the request line", "GET / HTTP/1.1\r\n \(host)\r\n"),
    .refused(400, "white space before a colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
    .refused(400, "a header without colon", "GET / HTTP/1.1\r\n\(host)frob\r\n\r\n"),
    .refused(400, "a header without name", "GET / HTTP/1.1\r\n\(host): x\r\n\r\n"),
    .refused(400, "a space within a name", "GET / HTTP/1.1\r\n\(host)X Y: z\r\n\r\n"),
    .refused(400, "different lengths", "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
    .refused(400, "different lengths in a list", "POST / HTTP/1.1\r\n\(host)Content-Length: 1, 2\r\n\r\nab"),
    .refused(400, "a negative length", "POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n"),
    .refused(400, "a signed length", "POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\na"),
    .refused(400, "a hexadecimal length", "POST / HTTP/1.1\r\n\(host)Content-Length: 0x1\r\n\r\na"),
    .refused(400, "an empty length", "POST / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\n"),
    .refused(400, "a list with an empty length", "POST / HTTP/1.1\r\n\(host)Content-Length: 1,\r\n\r\na"),
    .refused(400, "a length of two words", "POST / HTTP/1.1\r\n\(host)Content-Length: 1 1\r\n\r\na"),
    .refused(
        400, "length and chunks",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    .refused(
        400, "chunks and length",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
    .refused(
        400, "length and an unknown coding",
        "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nTransfer-Encoding: gzip\r\n\r\n"),
    .refused(400, "chunked twice", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
    .refused(
        400, "chunked in two fields",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
    .refused(400, "chunks in 1.0", "POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    .refused(400, "a chunk size that is none", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
    .refused(400, "an empty chunk size", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n\r\n"),
    .refused(400, "a negative chunk size", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
    .refused(400, "0x before a chunk size", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n"),
    .refused(
        400, "a space before a chunk size", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n 1\r\na\r\n"),
    .refused(
        400, "a bare LF behind a chunk size", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\na\r\n"),
    .refused(
        400, "a chunk longer than its size",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"),
    .refused(
        400, "a bare LF behind a chunk", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\r\na\n0\r\n\r\n"
    ),
    .refused(
        400, "a control character in an extension",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1;\u{1}\r\na\r\n"),
    .refused(
        400, "a malformed trailer", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\nX : y\r\n\r\n"),
    .refused(400, "a TLS ClientHello", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}"),
    .refused(413, "a declared length past the limit", "POST / HTTP/1.1\r\n\(host)Content-Length: 99999999\r\n\r\n"),
    .refused(
        413, "a length past any integer", "POST / HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999999\r\n\r\n"),
    .refused(
        413, "Expect with a length past the limit",
        "POST / HTTP/1.1\r\n\(host)Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"),
    .refused(413, "a chunk past the limit", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n"),
    .refused(
        413, "a chunk size past any integer",
        "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n"),
    .refused(417, "an unknown expectation", "POST / HTTP/1.1\r\n\(host)Expect: frob\r\nContent-Length: 1\r\n\r\na"),
    .refused(
        417, "an expectation in a list",
        "POST / HTTP/1.1\r\n\(host)Expect: 100-continue, frob\r\nContent-Length: 1\r\n\r\na"),
    .refused(501, "an unknown coding", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n"),
    .refused(
        501, "a coding before chunked", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    .refused(501, "identity", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: identity\r\n\r\n"),
    .refused(501, "CONNECT", "CONNECT a:443 HTTP/1.1\r\n\(host)\r\n"),
    .refused(505, "the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    .refused(505, "HTTP/0.9", "GET / HTTP/0.9\r\n\(host)\r\n"),
    .refused(505, "HTTP/3.0", "GET / HTTP/3.0\r\n\(host)\r\n"),
]
