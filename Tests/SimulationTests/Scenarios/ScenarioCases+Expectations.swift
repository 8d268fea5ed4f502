// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension ScenarioCases {
    static let expectations = files(
        good: [
            #"{"requests":{}}"#, #"{"requests":{},"exactly":0}"#, #"{"requests":{},"atLeast":1,"atMost":1}"#,
            #"{"requests":{},"atMost":0}"#,
            #"{"name":"a","requests":{"api":"shop","operation":"order","does":"submit","body":{"/a":1},"state":"failed"}}"#,
            #"{"requests":{"status":404}}"#, #"{"requests":{"status":"4xx"}}"#, #"{"requests":{"status":200.0}}"#,
            #"{"requests":{"$comment":"a","description":"b"},"pace":"5s","$comment":"a","description":"b"}"#,
            #"{"jobs":{}}"#, #"{"jobs":{"api":"shop","operation":"order","body":{"/a":null}},"end":"read"}"#,
            #"{"jobs":{},"atLeast":2,"end":"known"}"#, #"{"deliveries":{}}"#,
            #"{"deliveries":{"api":"shop","events":["a"]},"exactly":2}"#, #"{"deliveries":{"events":[]}}"#,
            #"{"receiver":{},"verifies":"signature"}"#, #"{"receiver":{"api":"shop"},"verifies":"signature"}"#,
            #"{"never":["key-reused"]}"#, #"{"name":"polite","never":["a","b"],"$comment":"why"}"#,
        ],
        bad: [
            "7", "{}", #"{"name":"a"}"#, #"{"requests":{},"jobs":{}}"#, #"{"request":{}}"#, #"{"requests":[]}"#,
            #"{"requests":null}"#, #"{"requests":{"nth":[1]}}"#, #"{"requests":{"every":2}}"#,
            #"{"requests":{"does":"submits"}}"#, #"{"requests":{"state":"done"}}"#, #"{"requests":{"status":99}}"#,
            #"{"requests":{"status":600}}"#, #"{"requests":{"status":"404"}}"#, #"{"requests":{"status":"6xx"}}"#,
            #"{"requests":{"status":"4XX"}}"#, #"{"requests":{"status":null}}"#, #"{"requests":{"body":{"a":1}}}"#,
            #"{"requests":{},"exactly":-1}"#, #"{"requests":{},"exactly":1.5}"#, #"{"requests":{},"exactly":null}"#,
            #"{"requests":{},"atLeast":0}"#, #"{"requests":{},"atMost":-1}"#,
            #"{"requests":{},"exactly":1,"atMost":1}"#,
            #"{"requests":{},"exactly":1,"atLeast":1}"#, #"{"requests":{},"pace":"0s"}"#, #"{"requests":{},"pace":5}"#,
            #"{"requests":{},"pace":"0m0.0s"}"#, #"{"requests":{},"after":1}"#, #"{"requests":{},"name":"a b"}"#,
            #"{"requests":{},"name":null}"#, #"{"requests":{},"end":"read"}"#,
            #"{"requests":{},"verifies":"signature"}"#,
            #"{"jobs":{"does":"submit"}}"#, #"{"jobs":{"state":"failed"}}"#, #"{"jobs":{},"end":"listed"}"#,
            #"{"jobs":{},"pace":"1s"}"#, #"{"jobs":{},"exactly":1,"atMost":2}"#, #"{"deliveries":{"event":"a"}}"#,
            #"{"deliveries":{"events":"a"}}"#, #"{"deliveries":{"events":[""]}}"#,
            #"{"deliveries":{"events":["a","a"]}}"#,
            #"{"deliveries":{},"end":"read"}"#, #"{"receiver":{}}"#, #"{"receiver":{},"verifies":"age"}"#,
            #"{"receiver":{"url":"a"},"verifies":"signature"}"#, #"{"receiver":{},"verifies":"signature","exactly":1}"#,
            #"{"verifies":"signature"}"#, #"{"never":"key-reused"}"#, #"{"never":[]}"#, #"{"never":[1]}"#,
            #"{"never":["a","a"]}"#, #"{"never":["a"],"exactly":1}"#, #"{"never":null}"#,
        ],
        in: { #"{"name":"x","expect":[\#($0)]}"# })
}
