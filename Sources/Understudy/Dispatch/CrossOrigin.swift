// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront

/// Cross-origin requests of browsers (the Fetch standard's CORS protocol): the simulated APIs may be called from any
/// page, because a page under development is served from anywhere.
enum CrossOrigin {
    /// The answer to `OPTIONS`: a preflight, or a question about a path's methods.
    ///
    /// It is marked like any other, which says that the origin is allowed; browsers refuse an answer that says so
    /// twice.
    static func optionsAnswer(_ request: HTTPRequest, allowed: [String]) -> HTTPResponse {
        var headers = HTTPHeaderBlock()
        let methods = allowed.joined(separator: ", ")
        add("Allow", methods, to: &headers)
        if request.headers.contains("origin") {
            add("Access-Control-Allow-Methods", methods, to: &headers)
            if let asked = request.headers["access-control-request-headers"] {
                add("Access-Control-Allow-Headers", asked, to: &headers)
            }
            if request.headers.contains("access-control-request-private-network") {
                headers.add(line: "Access-Control-Allow-Private-Network: true\r\n")
            }
            headers.add(line: "Access-Control-Max-Age: 600\r\nVary: Origin\r\n")
        }
        return HTTPResponse(status: 204, headers: headers)
    }

    /// Lets a page read an answer.
    static func mark(_ response: inout HTTPResponse, for request: HTTPRequest) {
        guard request.headers.contains("origin") else { return }
        response.headers.add(line: "Access-Control-Allow-Origin: *\r\nAccess-Control-Expose-Headers: *\r\n")
    }

    /// Adds a header of which only the value is not ours; a value that cannot be sent is left out.
    private static func add(_ name: String, _ value: String, to headers: inout HTTPHeaderBlock) {
        try? headers.add(name, value)
    }
}
