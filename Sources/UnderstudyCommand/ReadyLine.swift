// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Understudy

/// What a program that started the server needs to know of it.
struct ReadyLine {
    let addresses: [UnderstudyServer.Address]
    let seed: UInt64

    var json: String {
        var object: JSONObject = ["url": .string(addresses[0].url), "port": .integer(Int64(addresses[0].port))]
        object["pid"] = .integer(Int64(processIdentifier()))
        object["version"] = .string(UnderstudyVersion.text)
        object["seed"] = .integer(Int64(bitPattern: seed))
        var apis = JSONObject()
        for address in addresses.dropFirst() {
            if let api = address.api { apis[api] = .string(address.url) }
        }
        object["listeners"] = .object(apis)
        return JSONValue.object(object).text
    }

    var text: String {
        var text = "understudy \(UnderstudyVersion.text) is ready at \(addresses[0].url) (seed \(seed))"
        for address in addresses.dropFirst() { text += "\n  \(address.api ?? "") alone at \(address.url)" }
        return text
    }
}
