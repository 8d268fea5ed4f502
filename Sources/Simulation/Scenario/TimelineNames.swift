// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The names of timelines in a scenario whose files are put together.
enum TimelineNames {
    /// Complaints about names that no timeline has.
    static func unknown(in parts: ScenarioParts, among ready: Set<String>) -> [Diagnostic] {
        let known = ready.union(parts.scenario.timelines.keys).union([Timeline.happy.name])
        return zip(parts.scenario.jobs, parts.jobPlaces).flatMap { rule, places in
            zip(rule.then, places.then).filter { !known.contains($0.0) }.map { name, place in
                Diagnostic(
                    .error, "there is no timeline \"\(name)\"", file: place.file, at: place.position,
                    hint: NameSuggestion.hint(for: name, among: known.sorted()))
            }
        }
    }
}
