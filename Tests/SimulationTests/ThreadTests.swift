// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Synchronization
import Testing

@testable import Simulation

struct ThreadTests {
    private final class Shared: Sendable {
        let space: Mutex<Space>
        let complaints = Mutex<[String]>([])
        let highest = Mutex(0)

        init(_ space: Space) {
            self.space = Mutex(space)
        }
    }

    @Test func `threads that poll one job while another moves the clock never see it go back`() throws {
        var world = World(
            Timeline(
                "t", .pending(.time(.seconds(1))), .processing(.time(.seconds(2))), .processing(.polls(400)),
                .processing(.time(.seconds(2))), .completed))
        let job = try world.submit(words: 100)
        let shared = Shared(world.space)
        let readers = 8
        let reads = 250
        let finished = DispatchGroup()
        let read = Command.call(
            Call(api: "sample", operation: "read", action: .readJob(kind: "article", identifier: job)))

        for _ in 0..<readers {
            finished.enter()
            Thread {
                var last: JobView?
                for _ in 0..<reads {
                    let outcome = shared.space.withLock { $0.apply(read, at: World.noon) }
                    guard case .job(let view) = outcome.result else { continue }
                    if let last,
                        view.progress < last.progress || view.visibleBytes < last.visibleBytes
                            || view.polls <= last.polls || view.updatedAt < last.updatedAt
                    {
                        shared.complaints.withLock { $0.append("\(last) then \(view)") }
                    }
                    last = view
                }
                let polls = last?.polls ?? 0
                shared.highest.withLock { $0 = max($0, polls) }
                finished.leave()
            }.start()
        }
        finished.enter()
        Thread {
            for _ in 0..<600 {
                _ = shared.space.withLock { $0.apply(.advance(.by(.milliseconds(10))), at: World.noon) }
            }
            finished.leave()
        }.start()
        finished.wait()

        #expect(shared.complaints.withLock { $0 }.isEmpty)
        #expect(shared.highest.withLock { $0 } == readers * reads)
        let view = shared.space.withLock { $0.jobView(.article(job), at: World.noon) }
        #expect(view?.polls == readers * reads)
    }
}
