// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

@testable import Understudy

/// Lists, turned page by page.
extension Visitor {
    private struct Page {
        var items: [JSONValue]
        var next: JSONValue?
        var total: Int?
    }

    /// With five or more elements where they can be made, two on a page.
    func checkLists() throws {
        for operation in api.operations where operation.verb == "list" {
            guard let subject = operation.subject, let schema = operation.success?.response.node,
                let place = itemsPath(in: schema)
            else { continue }
            try startAnew()
            try stock(subject)
            var pages: [Page] = []
            var request = try valid(operation)
            let size = operation.parameters.first { $0.page == "size" || $0.page == "limit" }
            let wanted = size.map { max(2, $0.node["minimum"]?.number.map { Int($0) } ?? 2) }
            if let size, let wanted { request.values["query", default: [:]][size.name] = .integer(Int64(wanted)) }
            var shown = 0
            for turn in 0..<200 {
                if turn > 0, !self.turn(&request, operation, number: turn, shown: shown, pages.last) { break }
                let answer = try send(
                    request, "page \(turn + 1) of \(subject)", expecting: operation.success.map { [$0.status] })
                guard answer.status == operation.success?.status else { break }
                let page = try page(answer, place, schema)
                if let wanted, page.items.count > wanted {
                    find(operation, "a page of \(wanted)", "it has \(page.items.count)", answer)
                }
                pages.append(page)
                shown += page.items.count
                if page.items.isEmpty || size == nil { break }
            }
            try check(pages, operation, subject, place)
        }
    }

    private func stock(_ subject: String) throws {
        if api.kinds[subject] != nil {
            for _ in 0..<5 where try jobs(subject).count < 5 { try submit(subject) }
        } else {
            try fill(subject, upTo: 5)
        }
    }

    private func itemsPath(in schema: JSONValue) -> [String]? {
        if let path = api.schemas.path(ofSource: "page.items", in: schema) { return path }
        return api.schemas.places(in: schema).first {
            guard let source = $0.keywords["x-sim-source"], source["from"] == "page.items" else { return false }
            return source["count"] == nil && source["first"] == nil
        }?.path
    }

    private func page(_ answer: TestResponse, _ place: [String], _ schema: JSONValue) throws -> Page {
        let body = try answer.json
        func value(_ source: String) -> JSONValue? {
            api.schemas.path(ofSource: source, in: schema).flatMap { body.value(along: $0) }
        }
        return Page(
            items: body.value(along: place)?.arrayValue ?? [], next: value("page.next"),
            total: value("page.total")?.integerValue.map { Int($0) })
    }

    /// Asks for the next page in the way that the operation has.
    /// - Returns: whether there is a way and a page.
    private func turn(
        _ request: inout Request, _ operation: DescribedOperation, number: Int, shown: Int, _ last: Page?
    ) -> Bool {
        for parameter in operation.parameters where parameter.location == "query" {
            switch parameter.page {
            case "cursor":
                guard let next = last?.next, next != .null else { return false }
                request.values["query", default: [:]][parameter.name] = next
            case "offset": request.values["query", default: [:]][parameter.name] = .integer(Int64(shown))
            case "number":
                let first = parameter.node["minimum"]?.integerValue ?? 1
                request.values["query", default: [:]][parameter.name] = .integer(first + Int64(number))
            default: continue
            }
            return true
        }
        return false
    }

    private func check(
        _ pages: [Page], _ operation: DescribedOperation, _ subject: String, _ place: [String]
    ) throws {
        let items = pages.flatMap(\.items)
        if Set(items).count != items.count {
            find(operation, "all pages of \(subject)", "the same element is on two of them")
        }
        // A list with a condition in its path, its binding or a parameter that is needed shows only some.
        guard operation.binding["where"] == nil,
            operation.parameters.allSatisfy({ $0.location != "path" && !($0.isRequired && $0.isFilter) })
        else { return }
        let known = api.kinds[subject] != nil ? try jobs(subject).count : records(of: subject).count
        if items.count != known {
            find(operation, "all pages of \(subject)", "they show \(items.count) elements, but there are \(known)")
        }
        for page in pages {
            guard let total = page.total, total != known else { continue }
            find(operation, "a page of \(subject)", "it says there are \(total), but there are \(known)")
        }
    }
}
