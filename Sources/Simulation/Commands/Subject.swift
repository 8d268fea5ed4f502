// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A job or a record that a request's address takes for granted: the task of `/tasks/{id}/articles`.
package struct Subject: Sendable, Hashable, Codable {
    package enum Table: Sendable, Hashable, Codable {
        case jobs(kind: String)
        case records(collection: String)
    }

    package var table: Table
    package var identifier: String

    package init(_ table: Table, identifier: String) {
        self.table = table
        self.identifier = identifier
    }
}

extension Space {
    /// The refusal for the first subject that does not exist.
    func missingSubject(of call: Call, in api: InstalledAPI) -> Outcome.Refusal? {
        for subject in call.subjects {
            switch subject.table {
            case .jobs(let kind):
                let job = JobReference(api: call.api, kind: kind, identifier: subject.identifier)
                if find(job) == nil { return .unknownJob(kind: kind, identifier: subject.identifier) }
            case .records(let collection):
                guard let table = api.recordTable(collection),
                    recordTables[table].position(of: subject.identifier) != nil
                else { return .unknownRecord(collection: collection, identifier: subject.identifier) }
            }
        }
        return nil
    }
}
