// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

extension UnderstudyServer {
    /// The formats of reports: for people, and for the tools of those names.
    public enum ReportFormat: String, Sendable, CaseIterable {
        case text, json, junit, sarif, ctrf, github
    }

    /// What clients did wrong so far, in all spaces.
    public struct Report: Sendable {
        let report: Understudy.Report

        /// How many violations are errors.
        public var errors: Int { report.errors }
        /// How many violations are warnings.
        public var warnings: Int { report.warnings }
        /// How many violations the baseline silenced.
        public var silenced: Int { report.silenced }

        /// The report in a format.
        public func text(_ format: ReportFormat) -> String {
            report.text(Self.format(format))
        }

        /// The name that a file with the report in that format usually has.
        public func fileName(_ format: ReportFormat) -> String {
            Self.format(format).fileName
        }

        /// A baseline file that silences every violation of this report.
        public var baseline: String { Baseline.text(silencing: report) }

        private static func format(_ format: ReportFormat) -> Understudy.Report.Format {
            switch format {
            case .text: .text
            case .json: .json
            case .junit: .junit
            case .sarif: .sarif
            case .ctrf: .ctrf
            case .github: .github
            }
        }
    }

    /// Judges everything that the journals of all spaces hold.
    public func report() -> Report {
        Report(report: control.report(at: clock()))
    }
}
