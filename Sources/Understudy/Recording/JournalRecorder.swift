// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes all that happens in the spaces of a server to a file, from which it can be replayed: a JSON object a line.
///
/// Each line is written as soon as the thing is done and before its answer is sent, under the space's lock, so that the
/// lines of a space are in the order in which things happened, and a process that dies leaves whole lines.
package final class JournalRecorder: Sendable {
    private struct State: Sendable {
        var descriptor: Int32
        var spaces = 0
        /// Why nothing is written any more.
        var failure: String?
    }

    private let path: String
    private let state: Mutex<State>
    private let report: @Sendable (String) -> Void

    /// Makes the file, or empties the one that is there.
    ///
    /// - Parameters:
    ///   - path: where the file is.
    ///   - report: gets a line when the file cannot be written any more.
    /// - Throws: where the file cannot be made.
    package init(path: String, report: @escaping @Sendable (String) -> Void) throws(FileText.Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw FileText.Failure(path: path, reason: String(cString: strerror(errno)).lowercased())
        }
        self.path = path
        self.report = report
        state = Mutex(State(descriptor: descriptor))
    }

    deinit {
        state.withLock { state in
            if state.descriptor >= 0 { _ = close(state.descriptor) }
        }
    }

    /// The number under which the lines of a new space go: two spaces may have one name, one after the other.
    func nextSpace() -> Int {
        state.withLock { state in
            state.spaces += 1
            return state.spaces
        }
    }

    func write(_ line: JSONObject) {
        var bytes = JSONValue.object(line).serialized
        bytes.append(UInt8(ascii: "\n"))
        let failure = state.withLock { state -> String? in
            guard state.failure == nil else { return nil }
            guard !writeAll(bytes, to: state.descriptor) else { return nil }
            state.failure = String(cString: strerror(errno)).lowercased()
            return state.failure
        }
        if failure != nil, let text = self.failure { report(text) }
    }

    /// Why nothing is written any more, in words for the user; `nil` as long as everything is.
    var failure: String? {
        state.withLock { $0.failure }.map {
            "\(path): error: \($0); the journal ends there, and is replayed only so far"
        }
    }
}

/// Whether every byte was written; `errno` says why not.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            guard let start = part.baseAddress else { return true }
            let count = write(descriptor, start, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
