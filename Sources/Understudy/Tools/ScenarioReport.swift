// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What `understudy scenario` prints.
public enum ScenarioReport {
    /// The timeline that each job will take.
    ///
    /// - Parameter name: a file, or the name of a ready-made scenario.
    /// - Returns: a text of several lines.
    /// - Throws: an error that says what is wrong with the file.
    public static func preview(_ name: String) throws -> String {
        let store = ScenarioStore.embedded()
        try store.loadStandard(name, store: .embedded())
        return ScenarioPreview.text(store.standard.scenario)
    }
}
