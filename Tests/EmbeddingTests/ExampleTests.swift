// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

@Test func waitsForTheArticle() async throws {
    try await UnderstudyServer.serving { server in  // on a free port; stopped at the end
        let space = try await server.space(scenario: "slow", clock: .manual)
        let client = ArticleClient(baseURL: try space.baseURL(of: "writerzroom"), key: "any-key")
        let id = try await client.order("tides")
        try await space.clock.run(untilJob: id)  // three and a half minutes, in no time
        #expect(try await client.state(of: id) == "completed")
        try await space.verify(.init("generateContent", body: ["/user_input/topic": "tides"]), .once)
        #expect(space.violations.isEmpty)
    }
}
