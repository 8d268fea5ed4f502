// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import PackagePlugin

/// Runs `EmbedFiles` over the folders that the binary carries, whenever a file in them changes.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
    static let folders = ["openapi": ["yaml"], "scenarios": ["json"]]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        var inputs: [URL] = []
        for (folder, extensions) in Self.folders {
            let contents = try FileManager.default.contentsOfDirectory(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
            inputs += contents.filter { extensions.contains($0.pathExtension) }
        }
        inputs.sort { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding openapi/ and scenarios/",
                executable: try context.tool(named: "EmbedFiles").url,
                arguments: [output.path, root.path] + inputs.map(\.path),
                inputFiles: inputs,
                outputFiles: [output])
        ]
    }
}
