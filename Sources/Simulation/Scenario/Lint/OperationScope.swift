// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The operations that a condition can be about, in the documents that are known.
struct OperationScope {
    struct Operation: Hashable {
        var api: String
        var name: String
    }

    /// Which of the operations fit, whatever the condition says they do.
    let named: Set<Operation>
    /// Those of them that also do what the condition says.
    let fitting: Set<Operation>

    /// What the requests of a rule are at least.
    enum Kind {
        /// They submit jobs.
        case jobs
        /// Any; a state is that of the job before the request.
        case requests
        /// Any; a state is the one in which the answer shows the job.
        case answers

        /// Whether a request of that role has a state.
        func hasState(_ role: OperationRole) -> Bool {
            guard !role.kinds.isEmpty else { return false }
            switch role.does {
            case .read, .stop: return true
            case .submit: return self == .answers
            default: return false
            }
        }
    }

    init(_ match: RequestMatch, _ kind: Kind, in names: [String: DocumentNames]) {
        var named: Set<Operation> = []
        var fitting: Set<Operation> = []
        let does = kind == .jobs ? .submit : match.does
        for (api, document) in names where match.api == nil || match.api == api {
            for name in document.operations where match.operation == nil || match.operation == name {
                let operation = Operation(api: api, name: name)
                named.insert(operation)
                guard let role = document.roles[name] else {
                    fitting.insert(operation)
                    continue
                }
                if let does, role.does != does { continue }
                if let state = match.state {
                    guard kind.hasState(role), role.kinds.contains(where: { document.shows(state, of: $0) }) else {
                        continue
                    }
                }
                fitting.insert(operation)
            }
        }
        self.named = named
        self.fitting = fitting
    }
}

extension DocumentNames {
    /// Whether the document has a word for the state.
    func shows(_ state: JobState, of kind: String) -> Bool { states[kind]?.contains(state) ?? true }
}
