// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What a request line says (RFC 9112 3).
struct RequestLine {
    var method: String
    var path: String
    var query: String?
    var authority: String?
    var isHTTP10: Bool

    /// Reads a request line.
    ///
    /// - Parameter line: without its line ending.
    /// - Throws: 400 for what breaks the grammar, 501 for CONNECT, 505 for another version.
    init(_ line: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) {
        var index = 0
        while index < line.count, ByteClass.token.contains(line[index]) { index += 1 }
        guard index > 0, index < line.count, line[index] == Octet.space else {
            throw .malformed(
                index < line.count
                    ? "the method holds \(Octet.shown(line[index])), which no method may"
                    : "the request line has no target and no version")
        }
        method = String(decoding: UnsafeBufferPointer(rebasing: line[..<index]), as: UTF8.self)
        let targetStart = index + 1
        index = targetStart
        var questionMark: Int?
        while index < line.count, ByteClass.target.contains(line[index]) {
            if line[index] == Octet.question, questionMark == nil { questionMark = index }
            index += 1
        }
        guard index < line.count else { throw .malformed("the request line has no HTTP version") }
        guard line[index] == Octet.space else {
            throw .malformed("the request target holds \(Octet.shown(line[index])), which must be percent-encoded")
        }
        guard index > targetStart else { throw .malformed("the request target is empty") }
        isHTTP10 = try Self.readVersion(UnsafeBufferPointer(rebasing: line[(index + 1)...]))

        let target = line[targetStart..<index]
        guard method != "CONNECT" else { throw .notImplemented("CONNECT is not offered: this is not a proxy") }
        var pathStart = targetStart
        if line[targetStart] != Octet.slash {
            if target.count == 1, line[targetStart] == Octet.asterisk {
                guard method == "OPTIONS" else { throw .malformed("the target \"*\" goes with OPTIONS only") }
            } else {
                pathStart = try Self.readAuthority(target, questionMark: questionMark, into: &authority)
            }
        }
        let pathEnd = questionMark ?? index
        path =
            pathStart == pathEnd
            ? "/" : String(decoding: UnsafeBufferPointer(rebasing: line[pathStart..<pathEnd]), as: UTF8.self)
        query = questionMark.map {
            String(decoding: UnsafeBufferPointer(rebasing: line[($0 + 1)..<index]), as: UTF8.self)
        }
    }

    /// Reads `HTTP/1.x`; every 1.x above 1.0 speaks 1.1 (RFC 9110 2.5).
    private static func readVersion(_ bytes: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) -> Bool {
        let prefix: StaticString = "HTTP/"
        let prefixLength = prefix.utf8CodeUnitCount
        var isVersion = bytes.count == prefixLength + 3
        if isVersion {
            for index in 0..<prefixLength where bytes[index] != prefix.utf8Start[index] { isVersion = false }
        }
        guard
            isVersion, Octet.isDigit(bytes[prefixLength]), bytes[prefixLength + 1] == UInt8(ascii: "."),
            Octet.isDigit(bytes[prefixLength + 2])
        else {
            throw .malformed("the request line does not end with an HTTP version such as HTTP/1.1")
        }
        guard bytes[prefixLength] == UInt8(ascii: "1") else {
            throw .version(
                "the request speaks \(String(decoding: bytes, as: UTF8.self)); this server speaks HTTP/1.1 and HTTP/1.0"
            )
        }
        return bytes[prefixLength + 2] == UInt8(ascii: "0")
    }

    /// Takes scheme and authority off an absolute-form target (RFC 9112 3.2.2) and gives the path's first index.
    private static func readAuthority(
        _ target: Slice<UnsafeBufferPointer<UInt8>>, questionMark: Int?, into authority: inout String?
    ) throws(HTTPFailure) -> Int {
        let bytes = UnsafeBufferPointer(rebasing: target)
        let schemes: [StaticString] = ["http://", "https://"]
        for scheme in schemes where bytes.count > scheme.utf8CodeUnitCount {
            let length = scheme.utf8CodeUnitCount
            guard ASCIIText.equals(UnsafeBufferPointer(rebasing: bytes[..<length]), lowercase: scheme) else { continue }
            let start = target.startIndex + length
            let limit = questionMark ?? target.endIndex
            let end = target[start..<limit].firstIndex(of: Octet.slash) ?? limit
            guard end > start else { throw .malformed("the absolute target names no host") }
            if let stray = target[start..<end].first(where: { !ByteClass.host.contains($0) }) {
                throw .malformed("the absolute target's host holds \(Octet.shown(stray))")
            }
            authority = String(decoding: UnsafeBufferPointer(rebasing: target[start..<end]), as: UTF8.self)
            return end
        }
        throw .malformed("the request target is neither a path that begins with \"/\" nor an absolute http URL")
    }
}
