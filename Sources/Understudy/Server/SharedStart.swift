// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Synchronization

/// Something that is started once, by whoever asks first; who asks meanwhile waits, who asks later is told at once.
final class SharedStart<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case idle
        case starting([CheckedContinuation<Value, any Error>])
        case started(Result<Value, any Error>)
    }

    private let state = Mutex(State.idle)

    /// What the start gave; `nil` before it has come to its end, and where it failed.
    var value: Value? {
        state.withLock { state in
            if case .started(.success(let value)) = state { value } else { nil }
        }
    }

    /// Starts it, unless it was started before.
    ///
    /// - Throws: what the start threw, to all that ask.
    func value(_ start: () async throws -> Value) async throws -> Value {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .starting([])
            return true
        }
        guard isFirst else { return try await wait() }
        let result: Result<Value, any Error>
        do {
            result = .success(try await start())
        } catch {
            result = .failure(error)
        }
        finish(result, onlyIfStarting: true)
        return try result.get()
    }

    /// Answers from now on with this error, whatever was before.
    func end(_ error: any Error) {
        finish(.failure(error), onlyIfStarting: false)
    }

    private func finish(_ result: Result<Value, any Error>, onlyIfStarting: Bool) {
        let waiting = state.withLock { state -> [CheckedContinuation<Value, any Error>] in
            guard case .starting(let waiting) = state else {
                if !onlyIfStarting { state = .started(result) }
                return []
            }
            state = .started(result)
            return waiting
        }
        for continuation in waiting { continuation.resume(with: result) }
    }

    private func wait() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Value, any Error>? in
                switch state {
                case .idle: preconditionFailure("whoever waits was not the first to ask")
                case .starting(let waiting):
                    state = .starting(waiting + [continuation])
                    return nil
                case .started(let result): return result
                }
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
