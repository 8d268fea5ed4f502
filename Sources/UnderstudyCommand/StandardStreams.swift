// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes lines to the standard streams, unbuffered, so that a program that waits for a line gets it.
enum Terminal {
    static func print(_ text: String) {
        _ = write(text + "\n", to: STDOUT_FILENO)
    }

    static func complain(_ text: String) {
        _ = write(text + "\n", to: STDERR_FILENO)
    }

    /// - Returns: whether all of it could be written.
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = writeBytes(descriptor, start, rest.count)
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }

    /// A file that is there either with all of its content or not at all.
    static func writeFile(_ text: String, to path: String) throws(FileWriteFailure) {
        let temporary = path + ".partial"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw FileWriteFailure(path: path, number: errno) }
        let isWritten = write(text, to: descriptor)
        let reason = errno
        close(descriptor)
        guard isWritten else { throw FileWriteFailure(path: path, number: reason) }
        guard rename(temporary, path) == 0 else { throw FileWriteFailure(path: path, number: errno) }
    }
}

extension Terminal {
    /// Makes a folder, with those it lies in, unless it is there; one that cannot be written to is an error.
    static func makeFolder(_ path: String) throws(FileWriteFailure) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += part + "/"
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw FileWriteFailure(path: path, number: errno) }
        }
        // With the slash at its end, a file of that name is an error too.
        guard access(made.isEmpty ? "." : made, W_OK | X_OK) == 0 else {
            throw FileWriteFailure(path: path, number: errno)
        }
    }
}

/// Sends a signal to every process of a group; one that is gone needs none.
func signalGroup(_ id: Int32, _ signal: Int32) {
    _ = kill(-id, signal)
}

/// Whether a path leads to something, whatever it is.
func isThere(_ path: String) -> Bool {
    path.contains("/") && access(path, F_OK) == 0
}

/// Sends a signal to one process; one that is gone needs none.
func signalProcess(_ id: Int32, _ signal: Int32) {
    _ = kill(id, signal)
}

/// The name is the C library's; inside `Terminal` it would be hidden by the method of that name.
private func writeBytes(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, start, count)
}

struct FileWriteFailure: Error, CustomStringConvertible {
    var path: String
    /// As the C library numbers errors.
    var number: Int32
    var description: String { "\(path): error: cannot be written: \(String(cString: strerror(number)).lowercased())" }
}

/// The process's own id.
func processIdentifier() -> Int32 { getpid() }

/// A variable of the environment.
func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
