// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import PackageDescription

let package = Package(
    name: "understudy",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Understudy", targets: ["Understudy"]),
        .executable(name: "understudy", targets: ["UnderstudyCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "3.12.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Layers, lowest first. A target may import only what stands above it in this list.
        .target(name: "JSON"),
        .target(name: "YAML", dependencies: ["JSON", .product(name: "Yams", package: "Yams")]),
        .target(name: "JSONSchema", dependencies: ["JSON"]),
        .target(name: "Simulation", dependencies: ["JSON"]),
        .target(name: "Contract", dependencies: ["JSON", "YAML", "JSONSchema", "Simulation"]),
        .target(
            name: "HTTPFront",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .target(
            name: "Understudy",
            dependencies: [
                "JSON", "JSONSchema", "Simulation", "Contract", "HTTPFront",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            plugins: ["EmbedFilesPlugin"]
        ),
        .executableTarget(
            name: "UnderstudyCommand",
            dependencies: [
                "JSON", "Understudy",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // Puts the files of `openapi/` and `scenarios/` into the binary, YAML as the tree that it stands for.
        .executableTarget(name: "EmbedFiles", dependencies: ["JSON", "YAML"]),
        .plugin(
            name: "EmbedFilesPlugin",
            capability: .buildTool(),
            dependencies: ["EmbedFiles"],
            path: "Sources/EmbedFilesPlugin"
        ),

        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "YAMLTests", dependencies: ["JSON", "YAML"]),
        .testTarget(name: "JSONSchemaTests", dependencies: ["JSON", "JSONSchema"]),
        .testTarget(name: "SimulationTests", dependencies: ["JSON", "Simulation"]),
        .testTarget(name: "ContractTests", dependencies: ["JSON", "YAML", "JSONSchema", "Simulation", "Contract"]),
        .testTarget(
            name: "HTTPFrontTests",
            dependencies: [
                "HTTPFront",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "UnderstudyTests",
            dependencies: ["JSON", "YAML", "JSONSchema", "Simulation", "Contract", "HTTPFront", "Understudy"],
            exclude: ["Fixtures"]
        ),
        // Sees what users of the library see: nothing of `package` access.
        .testTarget(name: "EmbeddingTests", dependencies: ["Understudy"], packageAccess: false),
    ],
    swiftLanguageModes: [.v6]
)

// The features that every target of ours builds with, and the proposals that define them.
for target in package.targets where target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    ]
}
