// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront

/// What a parser said about a stream, in a form that compares and prints well.
enum Outcome: Equatable, CustomStringConvertible {
    case request(method: String, target: String, headers: [[String]], body: [UInt8], keepsAlive: Bool)
    case wantsContinue
    case failure(Int, String)

    var description: String {
        switch self {
        case .request(let method, let target, let headers, let body, let keepsAlive):
            "\(method) \(target) \(headers) body \(body.count): "
                + "\(String(decoding: body.prefix(40), as: UTF8.self)) \(keepsAlive ? "keeps alive" : "closes")"
        case .wantsContinue: "100-continue"
        case .failure(let status, let code): "\(status) \(code)"
        }
    }
}

/// Feeds streams to the parser in pieces.
enum ByteStream {
    /// Feeds pieces one after another and gives all outcomes; stops at the first failure.
    static func outcomes(of pieces: [[UInt8]], limits: HTTPRequestLimits = HTTPRequestLimits()) -> [Outcome] {
        var parser = HTTPRequestParser(limits: limits)
        var outcomes: [Outcome] = []
        for piece in pieces {
            piece.withUnsafeBytes { parser.feed($0) }
            events: while true {
                switch parser.next() {
                case .needsMoreBytes: break events
                case .wantsContinue: outcomes.append(.wantsContinue)
                case .request(let request): outcomes.append(Outcome(request))
                case .failure(let failure):
                    outcomes.append(.failure(failure.status, failure.code))
                    return outcomes
                }
            }
        }
        return outcomes
    }

    /// Ways to cut a stream: whole, byte by byte, and at places drawn from a seed.
    static func cuts(of bytes: [UInt8], seed: UInt64) -> [[[UInt8]]] {
        var generator = SeededGenerator(seed: seed)
        var all = [[bytes], bytes.map { [$0] }]
        for _ in 0..<4 {
            var pieces: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let length = Int.random(in: 1...min(rest.count, 23), using: &generator)
                pieces.append(Array(rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            all.append(pieces)
        }
        return all
    }
}

extension Outcome {
    init(_ request: HTTPRequest) {
        self = .request(
            method: request.method, target: request.target, headers: request.headers.map { [$0.name, $0.value] },
            body: request.body, keepsAlive: request.keepsAlive)
    }
}

/// SplitMix64: small, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
