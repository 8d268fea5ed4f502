// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import HTTPFront
import Synchronization

/// Finds which API, which space and which path a request is about.
///
/// By the listener it came in on, by its `Host`, or by the first segment of its path; in front of that path,
/// `/~name` chooses the space.
package struct MountTable: Sendable {
    package struct Mounted: Sendable, Hashable {
        package var api: String
        /// As the path names it; `nil`: it does not.
        package var space: String?
        /// The path within the API.
        package var path: String
        /// What stood before that path.
        package var prefix: String
    }

    package enum Result: Sendable, Hashable {
        case control(path: String)
        case mounted(Mounted)
        /// `path` is what stands behind the name of a space.
        case unknown(path: String, space: String?)
    }

    package static let controlPrefix = "/_understudy/v1"

    private let store: APIStore
    /// By listener; `nil` for one that serves everything.
    private let listenerAPIs: [String?]
    private let hosts = HostTable()

    package init(store: APIStore, listenerAPIs: [String?]) {
        self.store = store
        self.listenerAPIs = listenerAPIs
    }

    package func resolve(_ request: HTTPRequest) -> Result {
        let path = request.path
        if path.hasPrefix("/_understudy") { return .control(path: path) }
        var rest = Substring(path)
        var space: String?
        if rest.utf8.starts(with: "/~".utf8) {
            let name = Self.segment(rest.utf8.dropFirst(2))
            space = String(name)
            rest = rest[name.endIndex...]
            if rest.isEmpty { rest = "/" }
        }
        let spacePrefix = space.map { "/~" + $0 } ?? ""
        if request.listener < listenerAPIs.count, let api = listenerAPIs[request.listener] {
            return .mounted(Mounted(api: api, space: space, path: String(rest), prefix: spacePrefix))
        }
        if let host = request.host, let api = hosts.api(forHost: host, in: store) {
            return .mounted(Mounted(api: api, space: space, path: String(rest), prefix: spacePrefix))
        }
        let name = Self.segment(rest.utf8.dropFirst())
        let id = String(name)
        guard store.contains(id) else { return .unknown(path: String(rest), space: space) }
        let inner = rest[name.endIndex...]
        return .mounted(
            Mounted(api: id, space: space, path: inner.isEmpty ? "/" : String(inner), prefix: spacePrefix + "/" + id))
    }

    /// Up to the next slash: by bytes, because a walk over characters costs more than the rest of the look-up.
    private static func segment(_ path: Substring.UTF8View) -> Substring {
        Substring(path.prefix { $0 != UInt8(ascii: "/") })
    }
}

/// Which API a host name means: `acme.localhost`, or a host that the API's document names as its server.
private final class HostTable: Sendable {
    /// The APIs' own hosts, known once a request came for a host that is not this machine.
    private let vendorHosts = Mutex<[String: String]?>(nil)

    func api(forHost field: String, in store: APIStore) -> String? {
        guard let first = field.utf8.first else { return nil }
        // Addresses and plain "localhost", the common case, mean no API.
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        if isDigit || first == UInt8(ascii: "[") || field.hasPrefix("localhost") {
            return nil
        }
        let host = field.prefix { $0 != ":" }.lowercased()
        if host.hasSuffix(".localhost") {
            let id = host.dropLast(".localhost".count)
            return store.contains(id) ? String(id) : nil
        }
        return vendorHosts.withLock { known in
            let table =
                known
                ?? Dictionary(
                    ((try? store.all()) ?? []).flatMap { api in api.hosts.map { ($0, api.id) } }
                ) { first, _ in first }
            known = table
            return table[host]
        }
    }
}
