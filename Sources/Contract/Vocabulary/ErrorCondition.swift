// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The mistakes and refusals that a document can give an answer to.
package enum ErrorCondition: String, Sendable, Hashable, CaseIterable {
    case credentialMissing = "credential-missing"
    case credentialMalformed = "credential-malformed"
    /// The scenario refuses the credential; the subject is its word for why.
    case credentialRefused = "credential-refused"
    case scopeMissing = "scope-missing"
    case limitReached = "limit-reached"
    case idempotencyKeyReused = "idempotency-key-reused"
    case idempotencyInProgress = "idempotency-in-progress"
    /// A precondition does not hold; the subject is the name of its error.
    case refused
    case pathUnknown = "path-unknown"
    case methodUnknown = "method-unknown"
    case parameterInvalid = "parameter-invalid"
    case bodyMissing = "body-missing"
    case bodyMalformed = "body-malformed"
    case bodyInvalid = "body-invalid"
    /// A JSON content type without a body, where the operation takes none. Checked only where the document lists it.
    case bodyEmpty = "body-empty"
    case mediaTypeUnknown = "media-type-unknown"
    case bodyTooLarge = "body-too-large"
    case jobUnknown = "job-unknown"
    case recordUnknown = "record-unknown"
    case referenceUnknown = "reference-unknown"
    case jobEnded = "job-ended"
    case cursorInvalid = "cursor-invalid"

    /// The status where the document's `default` entry answers.
    package var usualStatus: Int {
        switch self {
        case .credentialMissing, .credentialMalformed, .credentialRefused: 401
        case .scopeMissing: 403
        case .pathUnknown, .jobUnknown, .recordUnknown, .referenceUnknown: 404
        case .methodUnknown: 405
        case .parameterInvalid, .bodyMissing, .bodyMalformed, .bodyInvalid, .bodyEmpty, .cursorInvalid: 400
        case .mediaTypeUnknown: 415
        case .bodyTooLarge: 413
        case .limitReached: 429
        case .jobEnded, .idempotencyKeyReused, .idempotencyInProgress, .refused: 409
        }
    }

    /// The same for one subject.
    package func usualStatus(of subject: String?) -> Int {
        switch (self, subject) {
        case (.credentialRefused, "unpaid"): 402
        case (.credentialRefused, "forbidden"): 403
        default: usualStatus
        }
    }

    /// What to say where the document does not.
    package var usualMessage: String {
        switch self {
        case .credentialMissing: "Missing credential"
        case .credentialMalformed: "Malformed credential"
        case .credentialRefused: "The credential is refused: {name}"
        case .scopeMissing: "The credential lacks {detail}"
        case .limitReached: "Limit reached: {name}"
        case .idempotencyKeyReused: "The idempotency key was used for another request"
        case .idempotencyInProgress: "The first request with this idempotency key is not answered yet"
        case .refused: "Refused: {name}"
        case .pathUnknown: "Nothing at {method} {path}"
        case .methodUnknown: "{method} is not allowed here"
        case .jobUnknown, .recordUnknown: "No {name} {identifier}"
        case .referenceUnknown: "No {name} {identifier}"
        case .jobEnded: "{identifier} has ended"
        case .parameterInvalid, .bodyMissing, .bodyMalformed, .bodyInvalid, .bodyEmpty, .mediaTypeUnknown,
            .bodyTooLarge, .cursorInvalid:
            "{detail}"
        }
    }
}
