// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON

extension UnderstudySpace {
    /// Which requests of a journal are meant; what it leaves out matches everything.
    ///
    /// A string literal is the id of an operation: `"createReport"`.
    public struct RequestMatch: Sendable, Hashable, ExpressibleByStringLiteral {
        /// The API's id.
        public var api: String?
        /// The `operationId` of the API's document.
        public var operation: String?
        /// Such as `POST`.
        public var method: String?
        /// The path within the API, as the client wrote it.
        public var path: String?
        /// The status of the answer.
        public var status: Int?
        /// The id of the job that the request was about.
        public var job: String?
        /// Values that parameters of the query must have.
        public var query: [String: String]
        /// Values that header fields must have.
        public var headers: [String: String]
        /// By JSON pointer (RFC 6901), the values that the JSON body must have there: `["/topic": "tides"]`.
        public var body: [String: UnderstudyJSON]
        /// Members that the JSON body must have, others besides being welcome, at every depth.
        public var bodyIncludes: UnderstudyJSON?

        /// Every request.
        public static let any = RequestMatch()

        /// Requests with everything that is given.
        public init(
            _ operation: String? = nil, api: String? = nil, method: String? = nil, path: String? = nil,
            status: Int? = nil, job: String? = nil, query: [String: String] = [:], headers: [String: String] = [:],
            body: [String: UnderstudyJSON] = [:], bodyIncludes: UnderstudyJSON? = nil
        ) {
            self.api = api
            self.operation = operation
            self.method = method
            self.path = path
            self.status = status
            self.job = job
            self.query = query
            self.headers = headers
            self.body = body
            self.bodyIncludes = bodyIncludes
        }

        /// Requests for an operation.
        public init(stringLiteral operation: String) {
            self.init(operation)
        }

        /// The pattern, of names that are known: a misspelt one would match nothing, and `isEmpty` prove nothing.
        func pattern(in space: UnderstudySpace, _ place: CallSite) throws(UnderstudyFailure) -> RequestPattern {
            try check(in: space, place)
            var pattern = RequestPattern()
            pattern.api = api
            pattern.operation = operation
            pattern.method = method
            pattern.path = path
            pattern.status = status
            pattern.job = job
            pattern.query = query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            pattern.headers = headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            for (text, value) in body.sorted(by: { $0.key < $1.key }) {
                guard let pointer = JSONPointer(parsing: text) else {
                    throw UnderstudyFailure(
                        "pointer-invalid", "\"\(text)\" is no JSON pointer; write it as \"/keyword\" (RFC 6901)",
                        at: place)
                }
                pattern.body.append((pointer, value.value))
            }
            pattern.bodyIncludes = bodyIncludes?.value
            return pattern
        }

        private func check(in space: UnderstudySpace, _ place: CallSite) throws(UnderstudyFailure) {
            let known: [CompiledAPI]
            if let api {
                known = [try space.api(api, place)]
            } else {
                guard operation != nil else { return }
                known = try failures(at: place) { try space.server.store.all() }
            }
            guard let operation else { return }
            let names = known.flatMap { $0.headings.map(\.id) }
            guard names.contains(operation) else {
                let hint = NameSuggestion.closest(to: operation, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
                let owner = api.map { "the API \"\($0)\" has" } ?? "there is"
                throw UnderstudyFailure("operation-unknown", "\(owner) no operation \"\(operation)\"\(hint)", at: place)
            }
        }
    }

    /// How many requests a test expects.
    public struct Times: Sendable, Hashable {
        let least: Int
        let most: Int?

        /// So many, no more and no less.
        public static func exactly(_ count: Int) -> Times { Times(least: count, most: count) }
        /// So many or more.
        public static func atLeast(_ count: Int) -> Times { Times(least: count, most: nil) }
        /// So many or fewer.
        public static func atMost(_ count: Int) -> Times { Times(least: 0, most: count) }
        /// From the least to the most, both included.
        public static func between(_ counts: ClosedRange<Int>) -> Times {
            Times(least: counts.lowerBound, most: counts.upperBound)
        }
        /// None at all.
        public static let never = exactly(0)
        /// One and no other.
        public static let once = exactly(1)
    }
}
