// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Understudy

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A client as somebody might have one in production; what it is tested with is in no way its business.
struct ArticleClient {
    var baseURL: String
    var key: String

    struct UnexpectedStatus: Error {
        var status: Int
    }

    /// Orders an article; its id.
    func order(_ topic: String) async throws -> String {
        let order: [String: Any] = [
            "template_id": "blog_article_generator", "style_profile_id": "general_blog",
            "user_input": ["topic": topic, "target_audience": "sailors"],
        ]
        return try await call("POST", "/v1/generate", try JSONSerialization.data(withJSONObject: order)).request_id
    }

    func state(of id: String) async throws -> String {
        try await call("GET", "/v1/generate/status/\(id)").status
    }

    private struct Answer: Decodable {
        var request_id: String
        var status: String
    }

    private func call(_ method: String, _ path: String, _ body: Data? = nil) async throws -> Answer {
        guard let url = URL(string: baseURL + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        if body != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let response = response as? HTTPURLResponse, (200..<300).contains(response.statusCode) else {
            throw UnexpectedStatus(status: (response as? HTTPURLResponse)?.statusCode ?? 0)
        }
        return try JSONDecoder().decode(Answer.self, from: data)
    }
}

/// The same order in memory.
extension UnderstudySpace {
    static let api = "writerzroom"

    static func order(_ topic: String) -> UnderstudyJSON {
        [
            "template_id": "blog_article_generator", "style_profile_id": "general_blog",
            "user_input": ["topic": .init(stringLiteral: topic), "target_audience": "sailors"],
        ]
    }

    @discardableResult
    func order(_ topic: String = "tides") async throws -> String {
        let answer = try await send(.init("POST", "/v1/generate", json: Self.order(topic)), to: Self.api)
        guard let id = answer.body["/request_id"]?.string else { throw NoOrder(answer: answer) }
        return id
    }

    func poll(_ id: String) async throws -> UnderstudyServer.Response {
        try await send(.init("GET", "/v1/generate/status/\(id)"), to: Self.api)
    }
}

struct NoOrder: Error {
    var answer: UnderstudyServer.Response
}

/// The failure that `body` throws.
func failure(_ body: () async throws -> some Any) async -> UnderstudyFailure? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? UnderstudyFailure
    }
}
