// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

/// What comes behind the sound document; the first line is its 66th.
let soundWebhooks = """
    x-sim-webhooks:
      signature: { header: X-Sign, value: "t={timestamp},v={signature}", signs: "{timestamp}.{body}", encoding: hex }
      secret: { prefix: whs_, length: 24 }
      retries: { first: 1m, factor: 2, longest: 6h, for: 26h }
      timeout: 10s
      test: report.done
    webhooks:
      report.done:
        post:
          x-sim-webhook: { when: { job: report, states: [completed, failed] } }
          parameters: [{ name: X-Event, in: header, schema: { type: string, x-sim-source: event.type } }]
          requestBody: { content: { application/json: { schema: { properties: { id: { type: string, x-sim-source: event.id } } } } } }
      note.read:
        post:
          x-sim-webhook: { when: { operation: readNote } }
          requestBody: { content: { application/json: { schema: { properties: { notes: { type: array, x-sim-source: event.items, items: { $ref: '#/components/schemas/Note' } } } } } } }
      note.gone:
        post: { x-sim-webhook: { when: never } }
    """

/// Mistakes in `webhooks` and `x-sim-webhooks`.
private let mistakesOfWebhooks = Mistake.table(
    #"""
    - secret: { prefix: whs_
    + secrets: { prefix: whs_
    0:0

    - secret: { prefix: whs_, length: 24 }
    + secret: uuid
    0:0

    - header: X-Sign
    + heeder: X-Sign
    0:0

    - v={signature}
    + v={sign}
    0:0

    - {timestamp}.{body}
    + {timestamp}.{bodies}
    0:0

    - encoding: hex
    + encoding: hexa
    0:0

    - encoding: hex
    + algorithm: md5
    0:0

    - first: 1m
    + first: 1
    0:0

    - first: 1m
    + frist: 1m
    0:0

    - factor: 2
    + factor: 0.5
    0:0

    - timeout: 10s
    + timeout: 0s
    0:0

    - test: report.done
    + test: report.don
    0:0

    - when: { job: report, states
    + whn: { job: report, states
    0:0

    - when: { job: report, states: [completed, failed] }
    + when: always
    0:0

    - when: { job: report, states
    + when: { job: reports, states
    0:0

    - states: [completed, failed]
    + states: [complete]
    0:0

    - states: [completed, failed]
    + states: []
    0:0

    - operation: readNote
    + operation: readNotes
    0:0

    - operation: readNote
    + operation: readNote, job: report
    0:0

    - post: { x-sim-webhook: { when: never } }
    + post: { summary: s }
    0:0

    - post: { x-sim-webhook: { when: never } }
    + post: { x-sim-binding: { act: {} }, x-sim-webhook: { when: never } }
    0:0

    - post: { x-sim-webhook: { when: never } }
    + get: { x-sim-webhook: { when: never } }
    0:0

    - in: header, schema: { type: string, x-sim-source: event.type }
    + in: query, schema: { type: string, x-sim-source: event.type }
    0:0

    - x-sim-source: event.id
    + x-sim-source: event.key
    0:0

    - x-sim-source: event.id
    + x-sim-source: item.id
    0:0

    - x-sim-source: event.id
    + x-sim-source: query.id
    0:0

    - content: { application/json: { schema: { properties: { id
    + content: { text/plain: { schema: { properties: { id
    0:0

    - x-sim-source: event.items, items: { $ref: '#/components/schemas/Note' }
    + x-sim-source: event.items
    0:0

    - x-sim-source: event.items
    + x-sim-source: event.item
    0:0

    - webhooks:⏎  report.done
    + webhook:⏎  report.done
    0:0
    """#)

struct WebhookLoadErrorTests {
    @Test("Sound webhooks have no mistake")
    func sound() {
        #expect(complaints(soundDocument + "\n" + soundWebhooks).isEmpty)
    }

    @Test("A mistake is reported where it stands, with what to do about it", arguments: mistakesOfWebhooks)
    func mistake(_ mistake: Mistake) throws {
        try #require(soundWebhooks.contains(mistake.old))
        let webhooks = soundWebhooks.replacing(mistake.old, with: mistake.new, maxReplacements: 1)
        #expect(complaints(soundDocument + "\n" + webhooks) == mistake.complaints)
    }

    @Test("Outside webhooks their words mean nothing")
    func misplaced() {
        let onOperation = soundDocument.replacing(
            "operationId: readNote", with: "operationId: readNote\n      x-sim-webhook: { when: never }")
        #expect(complaints(onOperation) == ["47:22 \"x-sim-webhook\" belongs on an operation under \"webhooks\""])
        let inAnswer = soundDocument.replacing("x-sim-source: job.id", with: "x-sim-source: event.id")
        #expect(complaints(inAnswer) == ["62:43 \"event.id\" has no meaning here: this is no webhook"])
        let alone = soundDocument + "\nx-sim-webhooks: { timeout: 1s }"
        #expect(complaints(alone) == ["66:17 the document has no \"webhooks\" that this could be about"])
    }
}
