// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
package import Simulation

/// A response body, compiled from its schema: what to write, in order.
package indirect enum RenderNode: Sendable {
    /// Bytes that are JSON already.
    case literal([UInt8])
    case source(ValueSource, otherwise: Absence)
    case object([Member])
    /// The list's jobs or records, each rendered as the element; at most so many.
    case items(RenderNode, limit: Int?)
    /// The parts of a batch, each rendered as the element.
    case parts(RenderNode)
    /// The records of the elements of a batch to which that happened.
    case batchItems(RenderNode, BatchReport.Fate)
    /// Elements that nothing is stored for.
    case rows(RowsPlan)
    /// The first branch whose states include the job's.
    case byState([(states: StateSet, node: RenderNode)], otherwise: Absence)
    /// The branch of the job's kind.
    case byKind([(kind: String, node: RenderNode)])
    case synthetic(SyntheticPlan)
    /// There is never a value, as where a schema contains itself.
    case absent(Absence)

    /// A class, so that going through the members of an object counts one reference each and copies nothing.
    package final class Member: Sendable {
        /// The name as written: `"name":`.
        let key: [UInt8]
        let node: RenderNode
        /// The states of the job in which the member has its value; `nil`: in all.
        let states: StateSet?
        /// What to do outside those states.
        let outside: Absence

        init(key: [UInt8], node: RenderNode, states: StateSet?, outside: Absence) {
            self.key = key
            self.node = node
            self.states = states
            self.outside = outside
        }
    }

    /// What stands where a value is missing.
    package enum Absence: Sendable {
        case null
        case leaveOut
        case synthetic(SyntheticPlan)
        case literal([UInt8])
    }
}

/// A set of canonical job states.
package struct StateSet: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package init(_ state: JobState) {
        rawValue =
            switch state {
            case .pending: 1
            case .processing: 2
            case .completed: 4
            case .failed: 8
            case .stopped: 16
            }
    }
}
