// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Names of files as code scanners and CI servers want them: relative to the project, which is where the program runs.
enum SourceURI {
    /// The path from the working directory, where the file is below it; else the file as it was named.
    static func path(of file: String, in folder: String? = FileText.workingFolder) -> String {
        var file = Substring(file)
        if let folder, file.hasPrefix(folder + "/") { file = file.dropFirst(folder.utf8.count + 1) }
        while file.hasPrefix("./") { file = file.dropFirst(2) }
        return String(file)
    }

    /// The same as a URI reference (RFC 3986); absolute with the scheme `file` where the file lies elsewhere.
    static func uri(of file: String, in folder: String? = FileText.workingFolder) -> String {
        let path = path(of: file, in: folder)
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            if unreserved.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return (path.hasPrefix("/") ? "file://" : "") + String(decoding: bytes, as: UTF8.self)
    }
}
