// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Where a test called, so that an error can say so: a test's log shows where it was thrown, which is in here.
struct CallSite: Sendable, Hashable {
    var fileID: String
    var line: Int

    init(_ fileID: String, _ line: Int) {
        self.fileID = fileID
        self.line = line
    }
}
