// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The version of this program, as `--version`, the ready line and the control API give it.
public enum UnderstudyVersion {
    /// Semantic versioning.
    public static let text = "0.1.0"
}
