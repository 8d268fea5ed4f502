// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import HTTPFront
package import JSON
package import Simulation

/// How an answer leaves: now, or when the simulated clock has come so far.
package enum Answer: Sendable {
    case now(HTTPResponse)
    case at(Instant, HTTPResponse)

    package var response: HTTPResponse {
        switch self {
        case .now(let response), .at(_, let response): response
        }
    }
}

/// Answers of the server itself, in its own shape: {"error":{"code","message","details"}}.
package enum OwnAnswer {
    package struct Detail: Sendable {
        package var pointer: String?
        package var message: String
        package var hint: String?

        package init(_ message: String, pointer: String? = nil, hint: String? = nil) {
            self.message = message
            self.pointer = pointer
            self.hint = hint
        }
    }

    package static func error(
        _ status: Int, _ code: String, _ message: String, details: [Detail] = []
    ) -> HTTPResponse {
        let list = details.map { detail in
            var object: JSONObject = ["message": .string(detail.message)]
            if let pointer = detail.pointer { object["pointer"] = .string(pointer) }
            if let hint = detail.hint { object["hint"] = .string(hint) }
            return JSONValue.object(object)
        }
        return json(status, ["error": ["code": .string(code), "message": .string(message), "details": .array(list)]])
    }

    package static func json(_ status: Int, _ value: JSONValue) -> HTTPResponse {
        var headers = HTTPHeaderBlock()
        headers.add(line: "Content-Type: application/json\r\n")
        return HTTPResponse(status: status, headers: headers, body: value.serialized)
    }

    /// What is wrong with a name, a file, a scenario.
    package static func diagnostics(
        _ status: Int, _ code: String, _ message: String, _ diagnostics: [Diagnostic]
    ) -> HTTPResponse {
        error(
            status, code, message,
            details: diagnostics.map { diagnostic in
                var place = ""
                if let file = diagnostic.file { place += file + ":" }
                if let position = diagnostic.position { place += "\(position): " }
                return Detail(
                    place + diagnostic.message, pointer: diagnostic.pointer?.description, hint: diagnostic.hint)
            })
    }
}
