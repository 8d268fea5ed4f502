// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import Simulation

/// Writes what happens in one space.
///
/// A value that cannot be written would be a defect of ours; the line then says so, and a replay stops there.
struct SpaceRecorder: Sendable {
    let file: JournalRecorder
    /// Tells the space from others of its name.
    let number: Int

    /// A space that has just been made, before anything happens in it.
    init(_ space: borrowing Space, _ contract: ContractMode, in file: JournalRecorder) {
        self.file = file
        number = file.nextSpace()
        file.write([
            "type": "space", "space": .integer(Int64(number)), "name": .string(space.name),
            "world": Self.tree(Versioned(copy space)), "contract": contract.json,
        ])
    }

    func command(_ command: Command, at wall: Instant) {
        // A catalogue follows from its document.
        if case .install(let catalog) = command {
            write("install", at: wall, ["api": .string(catalog.api)])
        } else {
            write("command", at: wall, ["command": Self.tree(Versioned(command))])
        }
    }

    func contract(_ mode: ContractMode, at wall: Instant) {
        write("contract", at: wall, ["contract": mode.json])
    }

    func request(_ request: HTTPRequest, refused: HTTPFailure? = nil, answered response: HTTPResponse, at wall: Instant)
    {
        var sent: JSONObject = [
            "head": RecordedBytes.json(request.head), "body": RecordedBytes.json(request.body),
            "listener": .integer(Int64(request.listener)),
        ]
        if let client = request.remoteAddress { sent["client"] = .string(client) }
        if let refused { sent["refused"] = .string(refused.message) }
        write("request", at: wall, ["request": .object(sent), "answer": .object(RecordedAnswer(response).json)])
    }

    private func write(_ type: String, at wall: Instant, _ members: JSONObject) {
        var line: JSONObject = [
            "type": .string(type), "space": .integer(Int64(number)), "wall": .integer(wall.microseconds),
        ]
        for member in members { line[member.name] = member.value }
        file.write(line)
    }

    private static func tree(_ value: some Encodable) -> JSONValue {
        do {
            return try JSONTreeEncoder.encode(value)
        } catch {
            return ["unwritable": .string("\(error)")]
        }
    }
}

/// Bytes as a line has them: as text where they are UTF-8.
enum RecordedBytes {
    static func json(_ bytes: [UInt8]) -> JSONValue {
        String(validating: bytes, as: UTF8.self).map(JSONValue.string) ?? ["base64": .string(Base64.text(of: bytes))]
    }

    static func bytes(_ json: JSONValue?) -> [UInt8]? {
        switch json {
        case .string(let text): Array(text.utf8)
        case .object(let object): object["base64"]?.stringValue.flatMap(Base64.bytes)
        default: nil
        }
    }
}

/// An answer as far as a client sees it.
struct RecordedAnswer: Hashable {
    var status: Int
    var headers: [UInt8]
    var body: [UInt8]
    /// How it travels, where not whole and at once.
    var transfer: String?

    init(_ response: HTTPResponse) {
        status = response.status
        headers = response.headers.bytes
        body = response.body
        transfer = response.transfer == .immediate ? nil : "\(response.transfer)"
    }

    init?(_ json: JSONValue?) {
        guard let status = json?["status"]?.integerValue, let headers = RecordedBytes.bytes(json?["headers"]),
            let body = RecordedBytes.bytes(json?["body"])
        else { return nil }
        self.status = Int(clamping: status)
        self.headers = headers
        self.body = body
        transfer = json?["transfer"]?.stringValue
    }

    var json: JSONObject {
        var object: JSONObject = [
            "status": .integer(Int64(status)), "headers": RecordedBytes.json(headers),
            "body": RecordedBytes.json(body),
        ]
        if let transfer { object["transfer"] = .string(transfer) }
        return object
    }
}
