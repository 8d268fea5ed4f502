// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminal that this program has in front, which it can lend to the process group of a command.
///
/// Only the group in front may read a terminal, and Ctrl-C goes to it: without the loan a command that reads what
/// somebody types would be stopped (SIGTTIN) for ever.
struct ForegroundTerminal {
    private let descriptor = STDIN_FILENO

    /// `nil` where input or output is no terminal, and where this program runs in the background.
    ///
    /// Where only the output goes elsewhere, the next program of the pipe may be one that reads keys, such as a pager.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, isInFront else { return nil }
    }

    /// Whether the terminal is this program's.
    private var isInFront: Bool { tcgetpgrp(descriptor) == getpgrp() }

    /// Puts a process group in front, and lets it go on if it was too quick and has been stopped for reading.
    func lend(to group: Int32) {
        guard isInFront else { return }
        bringToFront(group)
        signalGroup(group, SIGCONT)
    }

    /// Puts this program in front again.
    func takeBack() {
        bringToFront(getpgrp())
    }

    /// A program that is not in front is stopped for asking (SIGTTOU), unless it blocks that signal.
    private func bringToFront(_ group: Int32) {
        // It fails where the terminal or the group has gone, and then there is nothing to lend.
        with(SIGTTOU, SIG_BLOCK) { _ = tcsetpgrp(descriptor, group) }
    }

    /// Does something while a signal is blocked in this thread, or is not.
    private func with(_ signal: Int32, _ how: Int32, _ body: () -> Void) {
        var set = sigset_t()
        var before = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, signal)
        pthread_sigmask(how, &set, &before)
        body()
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    /// Follows a command that was stopped, by Ctrl-Z as a rule: stops this program too, so that the shell is back, and
    /// lets both go on when the shell says so.
    func followStop(of group: Int32) {
        takeBack()
        // The rest of the job first, then this thread: only that call returns when the job goes on and not before, or at
        // once where no shell would let it go on.
        let before = signal(SIGTSTP, SIG_IGN)
        _ = kill(0, SIGTSTP)
        _ = signal(SIGTSTP, before)
        with(SIGTSTP, SIG_UNBLOCK) { _ = raise(SIGTSTP) }
        lend(to: group)
        // In the background it goes on without the terminal.
        signalGroup(group, SIGCONT)
    }
}

/// Whether a child of this program has been stopped since the last call.
func hasStopped(_ child: Int32) -> Bool {
    var information = siginfo_t()
    let found = waitid(P_PID, id_t(child), &information, WSTOPPED | WNOHANG)
    return found == 0 && information.si_code == CLD_STOPPED
}
