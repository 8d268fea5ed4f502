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
    68:3 "x-sim-webhooks" has no "secrets" | did you mean "secret"?

    - secret: { prefix: whs_, length: 24 }
    + secret: uuid
    68:11 a secret is a text that nobody guesses | use { prefix: abc_, length: 32 }

    - header: X-Sign
    + heeder: X-Sign
    67:14 a signature needs "header" and "signs"
    67:16 "signature" has no "heeder" | did you mean "header"?

    - v={signature}
    + v={sign}
    67:39 "value" cannot hold "{sign}" | known: event.id, signature, timestamp
    67:39 "value" must hold "{signature}"

    - {timestamp}.{body}
    + {timestamp}.{bodies}
    67:77 "signs" cannot hold "{bodies}" | known: body, event.id, timestamp
    67:77 "signs" must hold "{body}"

    - encoding: hex
    + encoding: hexa
    67:109 "hexa" is not known here | did you mean "hex"?

    - encoding: hex
    + algorithm: md5
    67:110 "md5" is not known here | known: hmac-sha256

    - first: 1m
    + first: 1
    69:21 "first" is a duration, found 1 | write it as 10s, 1m or 26h

    - first: 1m
    + frist: 1m
    69:14 "retries" has no "frist" | did you mean "first"?

    - factor: 2
    + factor: 0.5
    69:33 "factor" is a number that is at least 1

    - timeout: 10s
    + timeout: 0s
    70:12 "timeout" is a duration, found "0s" | write it as 10s, 1m or 26h

    - test: report.done
    + test: report.don
    71:9 there is no webhook "report.don" | did you mean "report.done"?

    - when: { job: report, states
    + whn: { job: report, states
    75:22 "x-sim-webhook" needs "when": { job: KIND, states: [completed] }, { operation: ID } or never
    75:24 "x-sim-webhook" has no "whn" | did you mean "when"?

    - when: { job: report, states: [completed, failed] }
    + when: always
    75:30 "when" is { job: KIND, states: [completed] }, { operation: ID } or never

    - when: { job: report, states
    + when: { job: reports, states
    75:37 there is no job kind "reports" | did you mean "report"?

    - states: [completed, failed]
    + states: [complete]
    75:54 "complete" is no state of a job | did you mean "completed"?

    - states: [completed, failed]
    + states: []
    75:53 "states" names no state

    - operation: readNote
    + operation: readNotes
    80:43 there is no operation "readNotes" | did you mean "readNote"?

    - operation: readNote
    + operation: readNote, job: report
    80:30 "when" is { job: KIND, states: [completed] }, { operation: ID } or never

    - post: { x-sim-webhook: { when: never } }
    + post: { summary: s }
    83:11 webhook "note.gone" has no "x-sim-webhook" | say when it is sent, or "x-sim-webhook: { when: never }" where it is only reserved

    - post: { x-sim-webhook: { when: never } }
    + post: { x-sim-binding: { act: {} }, x-sim-webhook: { when: never } }
    83:28 a webhook has no "x-sim-binding": nobody calls it

    - post: { x-sim-webhook: { when: never } }
    + get: { x-sim-webhook: { when: never } }
    82:3 webhook "note.gone" has no "post"
    83:10 a webhook is sent with POST

    - in: header, schema: { type: string, x-sim-source: event.type }
    + in: query, schema: { type: string, x-sim-source: event.type }
    76:20 a webhook has no parameters but header fields | the receiver's URL is the subscriber's

    - x-sim-source: event.id
    + x-sim-source: event.key
    77:111 "event.key" is no source | did you mean "event.id"?

    - x-sim-source: event.id
    + x-sim-source: item.id
    77:111 "item.id" has no meaning here: this answer is not about a record

    - x-sim-source: event.id
    + x-sim-source: query.id
    77:111 the operation declares no query parameter "id"

    - content: { application/json: { schema: { properties: { id
    + content: { text/plain: { schema: { properties: { id
    77:20 a webhook's body is JSON

    - x-sim-source: event.items, items: { $ref: '#/components/schemas/Note' }
    + x-sim-source: event.items
    81:113 "event.items" needs an array with "items"

    - x-sim-source: event.items
    + x-sim-source: event.item
    81:113 "event.item" is no source | did you mean "event.items"?

    - webhooks:⏎  report.done
    + webhook:⏎  report.done
    67:3 the document has no "webhooks" that this could be about
    72:1 the document has no field "webhook" | did you mean "webhooks"?
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
        #expect(complaints(onOperation) == ["48:22 \"x-sim-webhook\" belongs on an operation under \"webhooks\""])
        let inAnswer = soundDocument.replacing("x-sim-source: job.id", with: "x-sim-source: event.id")
        #expect(complaints(inAnswer) == ["62:43 \"event.id\" has no meaning here: this is no webhook"])
        let alone = soundDocument + "\nx-sim-webhooks: { timeout: 1s }"
        #expect(complaints(alone) == ["66:17 the document has no \"webhooks\" that this could be about"])
    }
}
