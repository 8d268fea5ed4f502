// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON

/// The table that `understudy apis` prints.
public struct APITable {
    private let apis: [CompiledAPI]

    /// - Parameter apiFiles: documents beside the built-in ones.
    /// - Throws: an error that says what is wrong with a document.
    public init(apiFiles: [String] = []) throws {
        let store = APIStore.embedded()
        for path in apiFiles { _ = try store.add(text: try FileText.read(path), file: path) }
        apis = try store.all().sorted { $0.id < $1.id }
    }

    /// The table as text.
    ///
    /// - Parameter byOperation: one row for each operation instead of one for each API.
    /// - Returns: aligned columns, a line for each row.
    public func text(byOperation: Bool) -> String {
        byOperation ? operationText : apiText
    }

    private var apiText: String {
        var rows = [["API", "TITLE", "OPERATIONS"] + Evidence.allCases.map { $0.rawValue.uppercased() } + ["MOUNT"]]
        for api in apis {
            rows.append(
                [api.id, api.title, String(api.headings.count)] + api.evidence.map { String($0.count) }
                    + ["/\(api.id)\(api.basePath)"])
        }
        return Self.align(rows, numeric: Set(2...(2 + Evidence.allCases.count)))
            + "\nAn operation counts by the weaker evidence of its request and its response."
    }

    private var operationText: String {
        var rows = [["API", "OPERATION", "METHOD", "PATH", "REQUEST", "RESPONSE"]]
        for api in apis {
            for operation in api.headings {
                rows.append([
                    api.id, operation.id, operation.method, api.basePath + operation.template.text,
                    operation.evidence?.request.rawValue ?? "-", operation.evidence?.response.rawValue ?? "-",
                ])
            }
        }
        return Self.align(rows, numeric: [])
    }

    /// Columns as wide as their widest cell, two spaces apart.
    static func align(_ rows: [[String]], numeric: Set<Int>) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return numeric.contains(column) ? padding + cell : cell + padding
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
