// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Finds the operation of a method and a path.
///
/// Compiled once; a look-up visits each segment once and allocates only the
/// values of path parameters.
package struct Router: Sendable {
    package struct Route: Sendable {
        package var method: String
        package var template: PathTemplate
        package var operationID: String

        package init(method: String, template: PathTemplate, operationID: String) {
            self.method = method
            self.template = template
            self.operationID = operationID
        }
    }

    package enum Match: Sendable, Hashable {
        /// The index of the route and the decoded values of its path parameters, in the template's order.
        case route(Int, [String])
        /// The path exists with other methods.
        case methodUnknown(allowed: [String])
        case pathUnknown
        /// A segment has a broken percent-encoding.
        case malformedPath
    }

    private struct Node: Sendable {
        var literals: [(text: [UInt8], next: Int)] = []
        var parameter: Int?
        var routes: [(method: String, index: Int)] = []
    }

    package let routes: [Route]
    private var nodes = [Node()]

    package init(_ routes: [Route]) {
        self.routes = routes
        for (index, route) in routes.enumerated() {
            var current = 0
            for segment in route.template.segments {
                current = child(of: current, for: segment)
            }
            nodes[current].routes.append((route.method, index))
        }
    }

    private mutating func child(of node: Int, for segment: PathTemplate.Segment) -> Int {
        switch segment {
        case .literal(let text):
            // A literal is matched decoded, however either side writes it (RFC 3986, section 6.2.2.2).
            let bytes = Array((PercentCoding.decode(text) ?? text).utf8)
            if let known = nodes[node].literals.first(where: { $0.text == bytes }) { return known.next }
            nodes.append(Node())
            nodes[node].literals.append((bytes, nodes.count - 1))
        case .parameter:
            if let known = nodes[node].parameter { return known }
            nodes.append(Node())
            nodes[node].parameter = nodes.count - 1
        }
        return nodes.count - 1
    }

    /// - Parameters:
    ///   - method: as sent; a `HEAD` is answered by the path's `GET` where it has no `HEAD` of its own.
    ///   - path: the raw path within the API, starting with `/`.
    /// - Returns: the route, or what keeps the request from having one.
    package func match(method: String, path: String) -> Match {
        var path = path
        return path.withUTF8 { bytes in
            guard bytes.first == UInt8(ascii: "/") else { return .pathUnknown }
            var malformed = false
            var values: [Slice<UnsafeBufferPointer<UInt8>>] = []
            guard let end = walk(0, bytes.dropFirst(), &values) else { return .pathUnknown }
            let found = nodes[end].routes
            guard
                let route = found.first(where: { $0.method == method })
                    ?? (method == "HEAD" ? found.first { $0.method == "GET" } : nil)
            else { return .methodUnknown(allowed: allowed(at: end)) }
            let decoded = values.map { value -> String in
                let text = String(validating: value, as: UTF8.self)
                // Few values have anything to decode, and the bytes say so faster than the text.
                let isEncoded = value.contains(UInt8(ascii: "%"))
                guard let decoded = isEncoded ? text.flatMap({ PercentCoding.decode($0) }) : text else {
                    malformed = true
                    return ""
                }
                return decoded
            }
            return malformed ? .malformedPath : .route(route.index, decoded)
        }
    }

    /// Tries the literal before the parameter, and the parameter where the literal leads nowhere.
    private func walk(
        _ node: Int, _ rest: Slice<UnsafeBufferPointer<UInt8>>, _ values: inout [Slice<UnsafeBufferPointer<UInt8>>]
    ) -> Int? {
        let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        let segment = rest[rest.startIndex..<slash]
        let isLast = slash == rest.endIndex
        for literal in nodes[node].literals where Self.matches(literal.text, segment) {
            if isLast {
                if !nodes[literal.next].routes.isEmpty { return literal.next }
            } else if let end = walk(literal.next, rest[(slash + 1)...], &values) {
                return end
            }
        }
        guard let parameter = nodes[node].parameter, !segment.isEmpty else { return nil }
        values.append(segment)
        if isLast {
            if !nodes[parameter].routes.isEmpty { return parameter }
        } else if let end = walk(parameter, rest[(slash + 1)...], &values) {
            return end
        }
        values.removeLast()
        return nil
    }

    private static func matches(_ literal: [UInt8], _ segment: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard segment.contains(UInt8(ascii: "%")) else { return literal.elementsEqual(segment) }
        return PercentCoding.decode(String(decoding: segment, as: UTF8.self)).map { literal.elementsEqual($0.utf8) }
            ?? false
    }

    private func allowed(at node: Int) -> [String] {
        var methods = nodes[node].routes.map(\.method)
        if methods.contains("GET"), !methods.contains("HEAD") { methods.append("HEAD") }
        if !methods.contains("OPTIONS") { methods.append("OPTIONS") }
        return methods.sorted()
    }

    /// The methods of a path, for `Allow`; empty where there is no such path.
    package func allowedMethods(path: String) -> [String] {
        // No method has this name, so that a path that exists always answers with its methods.
        if case .methodUnknown(let allowed) = match(method: "", path: path) { allowed } else { [] }
    }
}
