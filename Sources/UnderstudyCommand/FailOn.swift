// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser

/// Which violations make a command fail.
enum FailOn: String, CaseIterable {
    case error, warning, never

    /// - Throws: `ValidationError` where the command line or the environment names no severity.
    init(flag given: String?) throws {
        let text = EnvironmentDefaults.value("fail-on", given) ?? "error"
        guard let severity = FailOn(rawValue: text) else {
            throw ValidationError(
                "there is no severity \"\(text)\"; known: " + FailOn.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = severity
    }

    func isFailure(errors: Int, warnings: Int) -> Bool {
        switch self {
        case .never: false
        case .error: errors > 0
        case .warning: errors + warnings > 0
        }
    }

    /// The exit code of a command that did its own part.
    static let exitCode: Int32 = 3
}
