// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Simulation
import Testing

struct RouterTests {
    static func router(_ routes: [(method: String, path: String)]) throws -> Router {
        Router(
            try routes.map { route in
                Router.Route(
                    method: route.method, template: try #require(PathTemplate(route.path)),
                    operationID: route.method + " " + route.path)
            })
    }

    private static let routes = [
        ("GET", "/content"), ("POST", "/content"), ("GET", "/content/{id}"), ("DELETE", "/content/{id}"),
        ("POST", "/content/bulk"), ("GET", "/content/bulk/stats"), ("PUT", "/content/{id}/tags/{tag}"),
        ("GET", "/content/{id}/tags"), ("HEAD", "/probe"), ("GET", "/probe"), ("GET", "/"), ("GET", "/caf%C3%A9/a b"),
    ]

    private static func route(_ id: String, _ values: String...) -> Router.Match {
        .route(routes.firstIndex { "\($0.0) \($0.1)" == id } ?? -1, values)
    }

    @Test(
        "A path finds its operation",
        arguments: [
            ("GET", "/content", route("GET /content")),
            ("GET", "/content/7", route("GET /content/{id}", "7")),
            ("GET", "/", route("GET /")),
            ("PUT", "/content/a/tags/b", route("PUT /content/{id}/tags/{tag}", "a", "b")),
            // A literal wins over a parameter, also where it has other methods only.
            ("POST", "/content/bulk", route("POST /content/bulk")),
            ("GET", "/content/bulk", .methodUnknown(allowed: ["OPTIONS", "POST"])),
            ("GET", "/content/bulk/stats", route("GET /content/bulk/stats")),
            // The literal leads nowhere, so the parameter is tried.
            ("GET", "/content/bulk/tags", route("GET /content/{id}/tags", "bulk")),
            ("HEAD", "/content", route("GET /content")), ("HEAD", "/probe", route("HEAD /probe")),
            ("HEAD", "/content/7", route("GET /content/{id}", "7")),
            ("HEAD", "/content/bulk", .methodUnknown(allowed: ["OPTIONS", "POST"])),
            ("PATCH", "/content", .methodUnknown(allowed: ["GET", "HEAD", "OPTIONS", "POST"])),
            ("get", "/content", .methodUnknown(allowed: ["GET", "HEAD", "OPTIONS", "POST"])),
            ("PUT", "/probe", .methodUnknown(allowed: ["GET", "HEAD", "OPTIONS"])),
            ("GET", "/content/a%20b%2Fc", route("GET /content/{id}", "a b/c")),
            ("GET", "/content/%C3%A9", route("GET /content/{id}", "é")),
            ("GET", "/content/a+b", route("GET /content/{id}", "a+b")),
            ("GET", "/c%6Fntent", route("GET /content")), ("GET", "/caf%c3%a9/a%20b", route("GET /caf%C3%A9/a b")),
            ("POST", "/content/b%75lk", route("POST /content/bulk")),
            ("GET", "/content/%", .malformedPath), ("GET", "/content/%2", .malformedPath),
            ("GET", "/content/%zz", .malformedPath), ("GET", "/content/%FF", .malformedPath),
            ("GET", "/content/%C3", .malformedPath), ("GET", "/cont%zznt", .pathUnknown),
            ("GET", "/content/", .pathUnknown), ("GET", "//content", .pathUnknown),
            ("GET", "/content//tags", .pathUnknown),
            ("GET", "/content/7/", .pathUnknown), ("GET", "", .pathUnknown), ("GET", "content", .pathUnknown),
            ("GET", "/Content", .pathUnknown), ("GET", "/content/7/tags/8/9", .pathUnknown),
        ] as [(String, String, Router.Match)])
    func match(method: String, path: String, expected: Router.Match) throws {
        #expect(try Self.router(Self.routes).match(method: method, path: path) == expected)
    }

    @Test("The methods of a path are those that answer there")
    func allowedMethods() throws {
        let router = try Self.router(Self.routes)
        #expect(router.allowedMethods(path: "/content/7") == ["DELETE", "GET", "HEAD", "OPTIONS"])
        #expect(router.allowedMethods(path: "/nothing").isEmpty)
    }

    @Test(
        "A path that cannot be matched segment by segment is no template",
        arguments: ["", "content", "/a/{}", "/a/{id}.json", "/a/x{id}", "/{a}{b}", "/{a", "/a}"])
    func noTemplates(path: String) {
        #expect(PathTemplate(path) == nil)
    }

    @Test(
        "The closest operations say what differs",
        arguments: [
            ("GET", "/contents", "GET /content: segment 1 is \"content\", not \"contents\""),
            ("GET", "/content/", "GET /content: the path has no \"/\" at its end"),
            ("GET", "/content//tags", "GET /content/{id}/tags: segment 2 is empty"),
            ("GET", "/content/%zz", "GET /content/{id}: segment 2 is not percent-encoded UTF-8"),
            ("DELETE", "/contnet/7", "DELETE /content/{id}: segment 1 is \"content\", not \"contnet\""),
            ("PUT", "/content/a/tag/b", "PUT /content/{id}/tags/{tag}: segment 3 is \"tags\", not \"tag\""),
            (
                "POST", "/content/bulk/stats",
                "GET /content/bulk/stats: the method is GET, not POST"
            ),
            ("GET", "/content/7/tags/", "GET /content/{id}/tags: the path has no \"/\" at its end"),
        ])
    func nearMisses(method: String, path: String, expected: String) throws {
        let miss = try #require(try Self.router(Self.routes).nearMisses(method: method, path: path).first)
        #expect("\(miss.operationID): \(miss.phrase)" == expected)
    }

    @Test("What has nothing in common with a request is no near miss, and there are at most three")
    func fewNearMisses() throws {
        let router = try Self.router(Self.routes)
        #expect(router.nearMisses(method: "GET", path: "/completely/other/place/without/end").isEmpty)
        #expect(router.nearMisses(method: "GET", path: "/contents").count <= 3)
        #expect(router.nearMisses(method: "GET", path: "/" + String(repeating: "x", count: 100_000)).isEmpty)
    }

    /// Tries every route segment by segment and prefers, from the left, a literal to a parameter.
    private static func slowMatch(_ routes: [Router.Route], method: String, segments: [String]) -> Router.Match {
        func fits(_ template: PathTemplate) -> Bool {
            template.segments.count == segments.count
                && zip(template.segments, segments).allSatisfy { segment, text in
                    if case .literal(let literal) = segment { literal == text } else { !text.isEmpty }
                }
        }
        func rank(_ template: PathTemplate) -> String {
            template.segments.map { if case .literal = $0 { "0" } else { "1" } }.joined()
        }
        let fitting = routes.enumerated().filter { fits($0.element.template) }
        guard let best = fitting.map({ rank($0.element.template) }).min() else { return .pathUnknown }
        let candidates = fitting.filter { rank($0.element.template) == best }
        let chosen =
            candidates.first { $0.element.method == method }
            ?? (method == "HEAD" ? candidates.first { $0.element.method == "GET" } : nil)
        guard let chosen else {
            var methods = Set(candidates.map(\.element.method)).union(["OPTIONS"])
            if methods.contains("GET") { methods.insert("HEAD") }
            return .methodUnknown(allowed: methods.sorted())
        }
        let values = zip(chosen.element.template.segments, segments).compactMap { segment, text in
            if case .parameter = segment { text } else { nil }
        }
        return .route(chosen.offset, values)
    }

    @Test("The router agrees with an obvious slow matcher", arguments: 0..<40)
    func agreesWithSlowMatcher(round: UInt64) throws {
        let seed = 0x5EED_0000 + round
        var generator = SeededGenerator(seed: seed)
        let words = ["a", "b", "ab", "é"]
        var shapes: Set<String> = []
        var routes: [Router.Route] = []
        for _ in 0..<12 {
            let path = (0..<(1 + generator.below(4))).map { index in
                generator.below(2) == 0 ? "/{p\(index)}" : "/" + words[generator.below(words.count)]
            }.joined()
            let method = ["GET", "POST", "HEAD"][generator.below(3)]
            let template = try #require(PathTemplate(path))
            guard shapes.insert(method + template.shape).inserted else { continue }
            routes.append(.init(method: method, template: template, operationID: method + path))
        }
        let router = Router(routes)
        for _ in 0..<200 {
            let segments = (0..<(1 + generator.below(4))).map { _ in
                generator.below(12) == 0 ? "" : words[generator.below(words.count)]
            }
            let method = ["GET", "POST", "HEAD", "PUT"][generator.below(4)]
            let path = segments.map { "/" + (generator.below(3) == 0 ? PercentCoding.encode($0) : $0) }.joined()
            let expected = Self.slowMatch(routes, method: method, segments: segments)
            #expect(router.match(method: method, path: path) == expected, "seed \(seed): \(method) \(path)")
        }
    }
}
