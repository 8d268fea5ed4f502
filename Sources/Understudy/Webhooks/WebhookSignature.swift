// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Contract
import Crypto
import Simulation

/// Signs messages as an API's document says.
package enum WebhookSignature {
    /// The value of the signature's header field.
    ///
    /// - Parameters:
    ///   - plan: the document's scheme.
    ///   - secret: the subscription's; its UTF-8 bytes are the key.
    ///   - timestamp: whole seconds since 1970.
    ///   - body: the very bytes that are sent.
    ///   - eventIdentifier: of the event.
    /// - Returns: such as `t=1781054625,v1=56ac14...`.
    package static func value(
        _ plan: SignaturePlan, secret: String, timestamp: Int64, body: [UInt8], eventIdentifier: String
    ) -> String {
        var signed: [UInt8] = []
        for part in plan.signs {
            switch part {
            case .literal(let text): signed += text.utf8
            case .timestamp: signed += String(timestamp).utf8
            case .body: signed += body
            case .eventIdentifier: signed += eventIdentifier.utf8
            case .signature: break
            }
        }
        let code =
            switch plan.algorithm {
            case .hmacSHA256:
                Array(
                    HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Array(secret.utf8))))
            }
        var value = ""
        for part in plan.value {
            switch part {
            case .literal(let text): value += text
            case .timestamp: value += String(timestamp)
            case .signature: value += plan.encoding.text(of: code)
            case .eventIdentifier: value += eventIdentifier
            case .body: break
            }
        }
        return value
    }
}

extension SignaturePlan.Encoding {
    func text(of bytes: [UInt8]) -> String {
        switch self {
        case .hex:
            let digits = Array("0123456789abcdef".utf8)
            return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        case .base64:
            return Base64.text(of: bytes)
        }
    }
}
