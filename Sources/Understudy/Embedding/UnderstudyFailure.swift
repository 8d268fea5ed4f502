// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON

/// Why something that a test asked for cannot be done, or does not hold.
public struct UnderstudyFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// A word for programs, that of the control API where it has one: `job-unknown`, `scenario-invalid`,
    /// `verification-failed`.
    public var code: String
    /// What is wrong and what to do about it; several lines where there is more to say.
    public var message: String
    /// The file of the call that failed, as `#fileID` has it.
    public var fileID: String
    /// The line of the call that failed.
    public var line: Int

    /// The place of the call and the message.
    public var description: String { "\(fileID):\(line): \(message)" }

    init(_ code: String, _ message: String, at place: CallSite) {
        self.code = code
        self.message = message
        fileID = place.fileID
        line = place.line
    }

    /// What the control API would have answered.
    init(_ response: HTTPResponse, at place: CallSite) {
        let error = (try? JSONReader.read(response.body).root)?["error"]
        var lines = [error?["message"]?.stringValue ?? "refused with status \(response.status)"]
        for detail in error?["details"]?.arrayValue ?? [] {
            let parts = [detail["message"], detail["hint"]].compactMap { $0?.stringValue }
            // Some details repeat the message, for programs that look at the details alone.
            lines.append(contentsOf: parts.filter { $0 != lines[0] }.map { "  " + $0 })
        }
        self.init(
            error?["code"]?.stringValue ?? "refused", lines.joined(separator: "\n"), at: place)
    }
}

/// Gives what goes wrong in `body` the place of the call.
func failures<Value>(at place: CallSite, _ body: () throws -> Value) throws(UnderstudyFailure) -> Value {
    do {
        return try body()
    } catch {
        throw failure(error, at: place)
    }
}

/// The same error with the place of the call.
func failure(_ error: any Error, at place: CallSite) -> UnderstudyFailure {
    switch error {
    case let failure as UnderstudyFailure: failure
    case let failure as ControlFailure: UnderstudyFailure(failure.response, at: place)
    case let failure as SpaceRegistry.Failure: UnderstudyFailure(failure.response, at: place)
    case let failure as HTTPFailure: UnderstudyFailure(failure.code, failure.message, at: place)
    case let error as DiagnosticsError: UnderstudyFailure("scenario-invalid", error.description, at: place)
    case let failure as FileText.Failure: UnderstudyFailure("file-unreadable", failure.description, at: place)
    default: UnderstudyFailure("internal-error", "\(error)", at: place)
    }
}
