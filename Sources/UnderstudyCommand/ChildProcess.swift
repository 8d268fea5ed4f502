// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Subprocess
import Synchronization
import UnixSignals

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A command that runs in a process group of its own, so that signals and the end reach all that it started.
struct ChildProcess {
    let command: [String]
    let variables: [(name: String, value: String)]
    /// Seconds.
    let timeout: Double?

    enum End {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        case notRun(code: Int32, reason: String)

        var exitCode: Int32 {
            switch self {
            case .exited(let code): code
            case .signalled(let signal): 128 + signal
            case .timedOut: 124
            case .notRun(let code, _): code
            }
        }

        var phrase: String {
            switch self {
            case .exited(let code): "ended with exit code \(code)"
            case .signalled(let signal): "was ended by signal \(signal)"
            case .timedOut: "was ended, because it ran into --timeout"
            case .notRun(_, let reason): "could not be run: \(reason)"
            }
        }
    }

    /// How long a command may take to end by itself once it was told to.
    private static let grace: Duration = .seconds(5)

    func run() async -> End {
        let terminal = ForegroundTerminal()
        let group = ProcessGroup(terminal: terminal)
        defer { terminal?.takeBack() }
        return await withTaskGroup(of: End?.self) { tasks in
            tasks.addTask { await launch(group) }
            tasks.addTask {
                // What is trapped ends this program no more: it is the command's.
                for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigquit) {
                    group.send(signal.rawValue)
                }
                return nil
            }
            if let timeout {
                tasks.addTask {
                    await endAfter(timeout, group)
                    return nil
                }
            }
            if let terminal {
                tasks.addTask {
                    await followStops(group, terminal)
                    return nil
                }
            }
            var end: End = .notRun(code: 126, reason: "it never started")
            for await case let result? in tasks {
                end = result
                group.send(Self.kill)
                tasks.cancelAll()
            }
            return group.wasTimedOut ? .timedOut : end
        }
    }

    private func endAfter(_ timeout: Double, _ group: ProcessGroup) async {
        do {
            try await Task.sleep(for: .seconds(timeout))
            group.timeOut()
            group.send(UnixSignal.sigterm.rawValue)
            try await Task.sleep(for: Self.grace)
            let below = group.startedID.map(Descendants.of) ?? []
            group.send(Self.kill)
            for process in below { signalProcess(process, Self.kill) }
        } catch {
            // The command has ended before.
        }
    }

    /// How often a command at a terminal is looked at; nothing tells of a stop that somebody else could not miss too.
    private static let glance: Duration = .milliseconds(50)

    private func followStops(_ group: ProcessGroup, _ terminal: ForegroundTerminal) async {
        while (try? await Task.sleep(for: Self.glance)) != nil {
            guard let id = group.startedID, hasStopped(id) else { continue }
            terminal.followStop(of: id)
        }
    }

    /// SIGKILL, which cannot be trapped and so is no `UnixSignal`.
    private static let kill: Int32 = 9

    /// A name is looked up in PATH, a path is not.
    private var executable: Executable {
        command[0].contains("/") ? .path(FilePath(command[0])) : .name(command[0])
    }

    private func launch(_ group: ProcessGroup) async -> End {
        var options = PlatformOptions()
        options.processGroupID = 0
        let changes = Dictionary(variables.map { (Environment.Key(stringLiteral: $0.name), Optional($0.value)) }) {
            $1
        }
        do {
            let result = try await Subprocess.run(
                executable, arguments: Arguments(Array(command.dropFirst())),
                environment: .inherit.updating(changes), platformOptions: options, input: .currentStandardInput,
                output: .currentStandardOutput, error: .currentStandardError
            ) { execution in
                group.started(execution.processIdentifier.value)
            }
            return switch result.terminationStatus {
            case .exited(let code): .exited(code)
            case .signaled(let signal): .signalled(signal)
            }
        } catch {
            let isMissing = (error as? SubprocessError)?.code == .executableNotFound && !isThere(command[0])
            return .notRun(code: isMissing ? 127 : 126, reason: "\(error)")
        }
    }
}

/// The command's process group, to which signals go from the moment it is there.
private final class ProcessGroup: Sendable {
    private struct State {
        var id: Int32?
        /// Signals that came before the command did.
        var early: [Int32] = []
        var wasTimedOut = false
    }

    private let state = Mutex(State())
    /// Where the command is to be in front.
    private let terminal: ForegroundTerminal?

    init(terminal: ForegroundTerminal?) {
        self.terminal = terminal
    }

    /// The group's id, which is that of the command's process; `nil` before it is there.
    var startedID: Int32? { state.withLock { $0.id } }

    var wasTimedOut: Bool { state.withLock { $0.wasTimedOut } }

    func timeOut() {
        state.withLock { $0.wasTimedOut = true }
    }

    func started(_ id: Int32) {
        let early = state.withLock { state in
            state.id = id
            return state.early
        }
        terminal?.lend(to: id)
        for signal in early { signalGroup(id, signal) }
    }

    func send(_ signal: Int32) {
        let id = state.withLock { state in
            if state.id == nil { state.early.append(signal) }
            return state.id
        }
        if let id { signalGroup(id, signal) }
    }
}
