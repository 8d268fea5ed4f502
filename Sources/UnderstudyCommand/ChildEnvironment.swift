// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Understudy

/// The variables that `exec` sets for its command.
struct ChildEnvironment {
    private(set) var variables: [(name: String, value: String)] = []

    /// `assignments` are `NAME=api.url`, `NAME=api.key` or `NAME=api.secret`, for clients that read other names; others
    /// are refused.
    init(url: String, settings: [ClientSettings], assignments: [String]) throws {
        variables.append(("UNDERSTUDY_URL", url))
        for setting in settings { variables += setting.variables }
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, let dot = parts[1].lastIndex(of: ".") else {
                throw ValidationError(
                    "--env takes NAME=api.url, NAME=api.key or NAME=api.secret, such as --env ACME_HOST=acme.url; found \"\(assignment)\""
                )
            }
            let api = String(parts[1][..<dot])
            let field = parts[1][parts[1].index(after: dot)...]
            guard let setting = settings.first(where: { $0.api == api }) else {
                let known = settings.map(\.api).joined(separator: ", ")
                throw ValidationError("--env \(assignment): there is no API \"\(api)\"; known: \(known)")
            }
            switch field {
            case "url": variables.append((parts[0], setting.baseURL))
            case "key": variables.append((parts[0], setting.credential))
            case "secret":
                guard let secret = setting.webhookSecret else {
                    throw ValidationError("--env \(assignment): the API \"\(api)\" has no webhooks, and so no secret")
                }
                variables.append((parts[0], secret))
            default: throw ValidationError("--env \(assignment): \"\(field)\" is neither url nor key nor secret")
            }
        }
    }
}
