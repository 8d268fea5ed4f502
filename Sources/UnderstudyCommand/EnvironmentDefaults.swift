// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser

/// Every flag can also be given as a variable of the environment: `--ready-file` as `UNDERSTUDY_READY_FILE`.
///
/// A flag on the command line wins; a list is separated by commas.
enum EnvironmentDefaults {
    static func variable(_ flag: String) -> String {
        "UNDERSTUDY_" + flag.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    static func value(_ flag: String, _ given: String?) -> String? {
        given ?? environmentVariable(variable(flag))
    }

    static func values(_ flag: String, _ given: [String]) -> [String] {
        guard given.isEmpty, let text = environmentVariable(variable(flag)) else { return given }
        return text.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    static func number<Number: LosslessStringConvertible>(
        _ flag: String, _ given: Number?, default standard: Number
    ) throws -> Number {
        if let given { return given }
        guard let text = environmentVariable(variable(flag)) else { return standard }
        guard let number = Number(text) else {
            throw ValidationError("\(variable(flag)) is \"\(text)\", which is not a number")
        }
        return number
    }

    static func flag(_ flag: String, _ given: Bool) throws -> Bool {
        if given { return true }
        switch environmentVariable(variable(flag))?.lowercased() {
        case nil, "", "0", "false", "no": return false
        case "1", "true", "yes": return true
        case let text?: throw ValidationError("\(variable(flag)) is \"\(text)\"; use true or false")
        }
    }
}
