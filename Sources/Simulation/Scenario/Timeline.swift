// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The canonical states of a job; a document gives each its vendor's word.
package enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
    case pending
    case processing
    case completed
    case failed
    case stopped

    package var isTerminal: Bool {
        switch self {
        case .pending, .processing: false
        case .completed, .failed, .stopped: true
        }
    }
}

/// The scripted life of one job.
///
/// The last step is terminal or waits for a signal.
package struct Timeline: Sendable, Hashable, Codable {
    package var name: String
    package var steps: [Step]

    package init(name: String, steps: [Step]) {
        self.name = name
        self.steps = steps
    }

    package struct Step: Sendable, Hashable, Codable {
        package var state: JobState
        /// What ends the step; `nil` exactly in terminal steps.
        package var wait: Wait?
        /// The stage to show, instead of the one that the document derives from the progress.
        package var stage: String?
        /// The job's progress, 0 to 1, at the step's end; it grows evenly over the step.
        ///
        /// `nil`: see `Timeline`'s documentation for the rule.
        package var progress: Double?
        /// How much of the content is visible at the step's end; `nil`: as much as the progress says.
        package var content: ContentMark?
        /// Why the job failed or was stopped, in terminal steps.
        package var reason: String?

        package init(
            state: JobState, wait: Wait? = nil, stage: String? = nil, progress: Double? = nil,
            content: ContentMark? = nil, reason: String? = nil
        ) {
            self.state = state
            self.wait = wait
            self.stage = stage
            self.progress = progress
            self.content = content
            self.reason = reason
        }
    }

    /// What ends a step.
    package enum Wait: Sendable, Hashable, Codable {
        case time(TimeSpan)
        /// So many reads of the job see this step; the next one sees the following step.
        case polls(Int)
        /// The control API's `release`.
        case signal
    }

    /// Where a visible prefix of the content ends.
    package struct ContentMark: Sendable, Hashable, Codable {
        package enum Amount: Sendable, Hashable, Codable {
            /// A share of the whole content, 0 to 1.
            case fraction(Double)
            /// A number of characters (Unicode scalars).
            case characters(Int)
        }

        /// What kind of place the prefix may end at; the cut is the last such place at or before the amount.
        package enum Cut: String, Sendable, Hashable, Codable, CaseIterable {
            /// After a whole word (the default).
            case word
            /// Anywhere between two characters, exactly at the amount.
            case character
            /// After a whole line.
            case line
            /// Inside a word.
            case midWord = "mid-word"
            /// Inside a Markdown construct that is still open: emphasis, a link, a heading mark.
            case midMarkdown = "mid-markdown"
        }

        package var amount: Amount
        package var cut: Cut

        package init(amount: Amount, cut: Cut = .word) {
            self.amount = amount
            self.cut = cut
        }
    }
}
