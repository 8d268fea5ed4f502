// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension BodyPlan {
    func accepts(_ contentType: String) -> Bool {
        if MediaType.isJSON(contentType), mediaTypes.contains(where: MediaType.isJSON) { return true }
        let name = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return mediaTypes.contains { known in
            let known = known.prefix { $0 != ";" }.lowercased()
            // Ranges as in OpenAPI 3.1, section 4.8.14.1: `text/*`, `*/*`.
            return known == name || known == "*/*" || (known.hasSuffix("/*") && name.hasPrefix(known.dropLast()))
        }
    }

    func fillingDefaults(of value: JSONValue) -> JSONValue {
        guard !defaults.isEmpty, case .object(var object) = value else { return value }
        for (name, value) in defaults where object[name] == nil { object[name] = value }
        return .object(object)
    }
}
