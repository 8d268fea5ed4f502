// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// An operation that a request without one probably meant, and what differs.
package struct NearMiss: Sendable, Hashable {
    package var operationID: String
    package var method: String
    package var path: String
    package var differences: [Difference]

    /// One thing in which the request differs from the operation.
    package struct Difference: Sendable, Hashable, CustomStringConvertible {
        /// `method`, `segment 2`, `path`.
        package var place: String
        /// What the operation has there; `nil` where it takes many values.
        package var expected: String?
        package var found: String
        /// The same as a sentence: `segment 1 is "content", not "contents"`.
        package var description: String
    }
}

extension NearMiss {
    /// All that differs, in one line; empty where nothing does.
    package var phrase: String { differences.map(\.description).joined(separator: "; ") }
}

extension Router {
    /// The operations closest to a request that matched none, closest first.
    package func nearMisses(method: String, path: String, limit: Int = 3) -> [NearMiss] {
        let raw = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let sent = raw.map { String((PercentCoding.decode($0) ?? String($0)).prefix(Self.comparedLength)) }
        let ranked = routes.enumerated().compactMap { index, route -> (cost: Double, index: Int, miss: NearMiss)? in
            var cost = 0.0
            var differences: [NearMiss.Difference] = []
            if route.method != method, !(method == "HEAD" && route.method == "GET") {
                cost += 0.5
                differences.append(
                    .init(
                        place: "method", expected: route.method, found: method,
                        description: "the method is \(route.method), not \(method)"))
            }
            let segments = route.template.segments
            for (position, segment) in segments.enumerated() {
                guard position < sent.count else { break }
                guard case .literal(let literal) = segment else {
                    if let problem = Self.problem(ofValue: raw[position]) {
                        cost += 0.25
                        differences.append(
                            .init(
                                place: "segment \(position + 1)", found: sent[position],
                                description: "segment \(position + 1) \(problem)"))
                    }
                    continue
                }
                guard literal != sent[position] else { continue }
                let distance = NameSuggestion.editDistance(Array(literal), Array(sent[position]))
                cost += Double(distance) / Double(max(literal.count, sent[position].count, 1)) * 2
                differences.append(
                    .init(
                        place: "segment \(position + 1)", expected: literal, found: sent[position],
                        description: "segment \(position + 1) is \"\(literal)\", not \"\(sent[position])\""))
            }
            if sent.count == segments.count + 1, sent.last == "" {
                cost += 0.25
                differences.append(
                    .init(
                        place: "path", expected: "", found: "/", description: "the path has no \"/\" at its end"))
            } else if sent.count != segments.count {
                cost += Double(abs(sent.count - segments.count))
                differences.append(
                    .init(
                        place: "segments", expected: String(segments.count), found: String(sent.count),
                        description:
                            "the path has \(counted(segments.count, "segment")), not \(sent.count)"
                    ))
            }
            // Nothing in common is no near miss.
            guard cost < 1 + Double(segments.count) * 0.75 else { return nil }
            let miss = NearMiss(
                operationID: route.operationID, method: route.method, path: route.template.text,
                differences: differences)
            return (cost, index, miss)
        }
        return ranked.sorted { ($0.cost, $0.index) < ($1.cost, $1.index) }.prefix(limit).map(\.miss)
    }

    /// How much of a segment is looked at and shown; nobody means a longer one.
    private static let comparedLength = 100

    /// Why a segment cannot be the value of a parameter.
    private static func problem(ofValue segment: Substring) -> String? {
        if segment.isEmpty { return "is empty" }
        return PercentCoding.decode(segment) == nil ? "is not percent-encoded UTF-8" : nil
    }
}
