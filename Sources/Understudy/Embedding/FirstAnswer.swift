// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Synchronization

/// Lets one caller wait for whichever comes first: an answer, from any thread, or the end of the caller's task.
///
/// Later answers go nowhere.
final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case empty
        case awaited(CheckedContinuation<Value, any Error>)
        case answered(Result<Value, any Error>)
        case over
    }

    private let state = Mutex(State.empty)

    func give(_ value: Value) {
        finish(.success(value))
    }

    private func finish(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .empty:
                state = .answered(result)
                return nil
            case .awaited(let continuation):
                state = .over
                return continuation
            case .answered, .over: return nil
            }
        }
        waiting?.resume(with: result)
    }

    /// Waits; call it once.
    ///
    /// - Throws: `CancellationError` where the task is cancelled before there is an answer.
    func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Value, any Error>? in
                    guard case .answered(let result) = state else {
                        state = .awaited(continuation)
                        return nil
                    }
                    state = .over
                    return result
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            finish(.failure(CancellationError()))
        }
    }
}
