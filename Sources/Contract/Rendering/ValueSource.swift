// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import Simulation

/// Where a value of an answer comes from, compiled from `x-sim-source`.
package indirect enum ValueSource: Sendable {
    case job(JobField)
    /// The vendor's words, as JSON strings, in the order of `JobState.allCases`.
    case jobState(words: [[UInt8]])
    case jobStage(StageTable)
    /// How many parts of a batch are in these states.
    case partCount(StateSet)
    case jobPercent(StageTable?)
    case jobInstant(JobInstant, TimestampForm)
    /// An input kept with the job, by its index.
    case jobInput(Int)
    /// A field of the record that an input names, by the index of the look-up.
    case jobLookup(Int)
    /// A field of the record, by the names that lead to it.
    case item([String])
    /// A member of the request's body.
    case body([String])
    case parameter(ParameterLocation, String)
    case page(PageField)
    /// How many of the list's records have this value in this field.
    case count(field: String, equals: JSONValue)
    case error(ErrorField)
    /// Of a webhook's message.
    case event(EventField, TimestampForm)
    case requestID
    /// An attribute of the credential, by the names that lead to it.
    case credential([String])
    /// Of the limit that is reached, or of the one of that name.
    case limit(String?, LimitField)
    case now(TimestampForm)
    case constant(JSONValue)
    case mapped(ValueSource, [String: JSONValue])
    case firstOf([ValueSource])
    /// Something made of another value.
    case shaped(ValueSource, Form)
    /// A number, divided.
    case quotient(ValueSource, Double)
    /// A path of this API as the client must write it.
    case mountedPath([PathPart])
    /// A text made of parts; none where one of them has no value.
    case template([PathPart])
    /// A field of the record that the value identifies; only the engine can look, when it changes a record.
    case recordField(ValueSource, collection: String, field: String)
    case transformed(ValueSource, TextTransform)
    /// A generated text about something, of so many words: the same for the same seed.
    case draft(ValueSource, words: ValueSource)
    case row(RowField, TimestampForm)
    case series(SeriesSource)
    /// The date so many days before today.
    case daysAgo(Int64)
    /// The value, where others are as they must be.
    case when([Condition], ValueSource)
    /// An identifier that is a number in answers.
    case numeric(ValueSource)

    package enum JobField: String, Sendable, CaseIterable {
        case id
        case result
        case progress
        case title
        case content
        /// The headings of the visible text.
        case outline
        /// The opening of a completed job's text.
        case summary
        case words
        case reason
        case polls
    }

    package enum JobInstant: String, Sendable, CaseIterable {
        case created
        case updated
        case started
        case completed
        case failed
        case stopped
        case ended
    }

    package enum PageField: String, Sendable, CaseIterable {
        case total
        case number
        case size
        case pages
        case offset
        case next
    }

    package enum ErrorField: String, Sendable, CaseIterable {
        case code
        case message
        case status
        case phrase
        case details
        case requiredScopes = "required-scopes"
        case missingScopes = "missing-scopes"
        case job
    }

    package enum LimitField: String, Sendable, CaseIterable {
        case max
        case remaining
        case reset
        case retryAfter = "retry-after"
    }

    package enum Form: String, Sendable, CaseIterable {
        /// A text in lower case with hyphens.
        case slug
        /// The host of a URL, also of one without its scheme.
        case host
        /// The number of elements of a list.
        case count
    }

    package enum RowField: String, Sendable, CaseIterable {
        case date
        case time
        case year
        case month
        case label
        case index
        case number
        case value
        case around
    }

    package struct Condition: Sendable {
        var value: ValueSource
        var isEqualTo: ValueSource
    }

    package enum EventField: String, Sendable, CaseIterable {
        case id
        case type
        case time
    }

    package enum PathPart: Sendable {
        case literal(String)
        case value(ValueSource)
    }
}

package enum ParameterLocation: String, Sendable, Hashable, CaseIterable {
    case path
    case query
    case header
    case cookie
}

/// The vendor's stages in order, each with the percent that is shown in it.
package struct StageTable: Sendable, Hashable {
    package struct Stage: Sendable, Hashable {
        package var name: String
        package var percent: Int64
    }

    /// Index of the input that chooses the list; `nil` where there is one list only.
    package var input: Int?
    package var cases: [String: [Stage]]
    package var fallback: [Stage]

    private func stages(of job: JobView) -> [Stage] {
        guard let input, input < job.inputs.count, let name = job.inputs[input].stringValue else { return fallback }
        return cases[name] ?? fallback
    }

    /// The stage that a job is in: the timeline's, or the one that its progress has come to, each stage taking an equal
    /// share.
    package func stage(of job: JobView) -> Stage? {
        let stages = stages(of: job)
        guard !stages.isEmpty else { return nil }
        if let named = job.stage {
            return stages.first { $0.name == named }
                ?? Stage(name: named, percent: Int64((job.progress * 100).rounded(.down)))
        }
        return stages[min(stages.count - 1, Int(job.progress * Double(stages.count)))]
    }
}
