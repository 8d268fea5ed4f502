// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How a request finds its count under a limit.
package struct LimitPlan: Sendable {
    enum Value: Sendable {
        /// The address of the client.
        case client
        case source(ValueSource)
    }

    var name: String
    var phase: LimitRule.Phase
    /// Those parts of the key that come from the request, in the order of the rule.
    var values: [Value]

    /// `nil` where a part has no value: the limit then does not hold for the request.
    func use(_ request: RequestValues, client: String) -> LimitUse? {
        Self.texts(values, request, client: client).map { LimitUse(name: name, values: $0) }
    }

    /// `nil` where one has no value.
    static func texts(_ values: [Value], _ request: RequestValues, client: String) -> [String]? {
        var texts: [String] = []
        for value in values {
            switch value {
            case .client: texts.append(client)
            case .source(let source):
                guard let value = source.value(request), value != .null else { return nil }
                texts.append(value.stringValue ?? value.text)
            }
        }
        return texts
    }
}
