// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Understudy

/// The processes below a process: a process group is not all of them, because a command that runs this program again has
/// a group below its own.
enum Descendants {
    /// The ids of all that are below it now; none where the system has no `/proc`.
    static func of(_ process: Int32) -> [Int32] {
        var children: [Int32: [Int32]] = [:]
        for name in (try? FileText.names(in: "/proc")) ?? [] {
            guard let id = Int32(name), let parent = parent(of: id) else { continue }
            children[parent, default: []].append(id)
        }
        var found: [Int32] = []
        var open = [process]
        while let next = open.popLast() {
            let below = children[next] ?? []
            found += below
            open += below
        }
        return found
    }

    /// The fourth field of `/proc/ID/stat`; the second is a name in parentheses, which may hold anything (proc_pid_stat(5)).
    private static func parent(of process: Int32) -> Int32? {
        guard let bytes = try? FileText.bytes("/proc/\(process)/stat") else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
        guard let fields, fields.count > 1 else { return nil }
        return Int32(fields[1])
    }
}
