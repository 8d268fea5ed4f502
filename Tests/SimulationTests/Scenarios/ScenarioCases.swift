// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A small file, and whether it is a scenario.
struct ScenarioCase: Sendable {
    var text: String
    var isScenario: Bool
}

/// Files that the parser and the JSON Schema judge alike.
///
/// Each line is one file or the part of it that matters.
enum ScenarioCases {
    static let all: [ScenarioCase] =
        whole + steps + jobRules + faults + webhooks + clocks + durations + credentials + records + deliveries + limits
        + patches + expectations

    static func files(
        good: [String], bad: [String], in frame: (String) -> String = { $0 }
    ) -> [ScenarioCase] {
        good.map { ScenarioCase(text: frame($0), isScenario: true) }
            + bad.map { ScenarioCase(text: frame($0), isScenario: false) }
    }

    static let whole = files(
        good: [
            #"{"name":"x"}"#,
            #"{"$schema":"./scenario.schema.json","$comment":"why","name":"x","description":"what"}"#,
            #"{"name":"a.b_c-9"}"#,
            #"{"name":"x","seed":0}"#,
            #"{"name":"x","seed":18446744073709551615}"#,
            #"{"name":"x","seed":7.0}"#,
            #"{"name":"x","timelines":{}}"#,
            #"{"name":"x","jobs":[]}"#,
            #"{"name":"x","faults":[]}"#,
            #"{"name":"x","variants":{}}"#, #"{"name":"x","webhooks":[]}"#, #"{"name":"x","expect":[]}"#,
            #"{"name":"x","variants":{"shop.order-object":"2026-05"}}"#,
            #"{"name":"x","extends":"happy"}"#,
        ],
        bad: [
            "[]", "null", #""happy""#, "{}", #"{"name":7}"#, #"{"name":""}"#, #"{"name":"two words"}"#,
            #"{"name":"-x"}"#, #"{"name":null}"#, #"{"name":"x","names":1}"#, #"{"name":"x","description":7}"#,
            #"{"name":"x","$comment":[]}"#, #"{"name":"x","$schema":1}"#, #"{"name":"x","seed":-1}"#,
            #"{"name":"x","seed":1.5}"#, #"{"name":"x","seed":"7"}"#, #"{"name":"x","seed":18446744073709551616}"#,
            #"{"name":"x","seed":1.8446744073709552e19}"#,
            #"{"name":"x","timelines":[]}"#, #"{"name":"x","jobs":{}}"#, #"{"name":"x","faults":{}}"#,
            #"{"name":"x","variants":{"shop":"2026-05"}}"#, #"{"name":"x","variants":{"shop.a":5}}"#,
            #"{"name":"x","variants":{"description":"no variant"}}"#, #"{"name":"x","extends":7}"#,
            #"{"name":"x","extends":null}"#, #"{"name":"x","extends":""}"#,
            #"{"name":"x","webhooks":{}}"#, #"{"name":"x","expect":{}}"#, #"{"name":"x","expect":null}"#,
            #"{"name":"x","seed":null}"#, #"{"name":"x","jobs":null}"#, #"{"name":"x","timelines":null}"#,
            #"{"name":"x","timelines":{"t":null}}"#, #"{"name":"x","timelines":{"t":[]}}"#,
            #"{"name":"x","timelines":{"t":{}}}"#,
            #"{"name":"x","timelines":{"a b":[{"state":"pending","for":"signal"}]}}"#,
            #"{"name":"x","timelines":{"$comment":"no timeline"}}"#,
        ])

    static let steps =
        files(
            good: [
                #"{"state":"pending","for":"1s"}"#,
                #"{"state":"processing","for":"signal"}"#,
                #"{"state":"processing","for":{"polls":3}}"#,
                #"{"state":"processing","for":{"polls":3.0,"$comment":"three"}}"#,
                #"{"state":"processing","for":"1s","stage":"writer","progress":0.6,"content":{"to":0.6,"cut":"word"}}"#,
                #"{"state":"processing","for":"1s","progress":0}"#,
                #"{"state":"processing","for":"1s","progress":1}"#,
                #"{"state":"processing","for":"1s","content":{"to":{"characters":0}}}"#,
                #"{"state":"processing","for":"1s","content":{"to":{"characters":120},"cut":"mid-markdown"}}"#,
                #"{"description":"a","$comment":"b","state":"processing","for":"0s"}"#,
            ],
            bad: [
                "7", "{}", #"{"for":"1s"}"#, #"{"state":"running","for":"1s"}"#, #"{"state":"Pending","for":"1s"}"#,
                #"{"state":"pending"}"#, #"{"state":"processing","for":null}"#, #"{"state":"processing","for":3}"#,
                #"{"state":"processing","for":{"polls":0}}"#, #"{"state":"processing","for":{"polls":1.5}}"#,
                #"{"state":"processing","for":{"polls":1000000001}}"#,
                #"{"state":"processing","for":{}}"#, #"{"state":"processing","for":{"pols":3}}"#,
                #"{"state":"processing","for":"Signal"}"#, #"{"state":"processing","for":"1s","progress":60}"#,
                #"{"state":"processing","for":"1s","progress":-0.1}"#,
                #"{"state":"processing","for":"1s","progress":"0.5"}"#,
                #"{"state":"processing","for":"1s","content":0.5}"#, #"{"state":"processing","for":"1s","content":{}}"#,
                #"{"state":"processing","for":"1s","content":{"to":1.01}}"#,
                #"{"state":"processing","for":"1s","content":{"to":"half"}}"#,
                #"{"state":"processing","for":"1s","content":{"to":{"characters":-1}}}"#,
                #"{"state":"processing","for":"1s","content":{"to":{"chars":1}}}"#,
                #"{"state":"processing","for":"1s","content":{"to":0.5,"cut":"sentence"}}"#,
                #"{"state":"pending","for":"1s","content":{"to":0}}"#,
                #"{"state":"pending","for":"1s","reason":"busy"}"#, #"{"state":"pending","for":"1s","stage":1}"#,
                #"{"state":"pending","for":"1s","until":"2s"}"#, #"{"state":"pending","for":"1s","$comment":null}"#,
            ],
            in: { #"{"name":"x","timelines":{"t":[\#($0),{"state":"completed"}]}}"# })
        + files(
            good: [
                #"{"state":"completed"}"#, #"{"state":"failed"}"#, #"{"state":"failed","reason":"why"}"#,
                #"{"state":"stopped","reason":"why"}"#, #"{"state":"failed","content":{"to":0.2}}"#,
                #"{"state":"completed","progress":1,"stage":"done"}"#,
            ],
            bad: [
                #"{"state":"completed","for":"1s"}"#, #"{"state":"failed","for":"signal"}"#,
                #"{"state":"completed","reason":"why"}"#, #"{"state":"failed","reason":7}"#,
                #"{"state":"completed","content":{"to":1}}"#,
            ],
            in: { #"{"name":"x","timelines":{"t":[{"state":"pending","for":"1s"},\#($0)]}}"# })

    static let jobRules = files(
        good: [
            #"{"then":"happy"}"#, #"{"then":["happy","stuck"]}"#, #"{"then":"happy","when":{}}"#,
            #"{"then":"happy","when":{"api":"shop","operation":"order","body":{"/type":"BOOK"},"nth":[1,2],"every":1}}"#,
            #"{"then":"happy","when":{"body":{"":1,"/a~1b/~0":null,"$comment":"why"}}}"#,
            #"{"then":"happy","content":{"title":"T"}}"#, #"{"then":"happy","content":{"title":"T","words":300}}"#,
            #"{"then":"happy","content":{"text":""}}"#, #"{"then":"happy","$comment":"a","description":"b"}"#,
        ],
        bad: [
            "{}", #""happy""#, #"{"then":null}"#, #"{"then":[]}"#, #"{"then":["happy",1]}"#, #"{"then":"no such"}"#,
            #"{"than":"happy"}"#, #"{"then":"happy","when":[]}"#, #"{"then":"happy","when":{"api":1}}"#,
            #"{"then":"happy","when":{"state":"pending"}}"#, #"{"then":"happy","when":{"does":"submit"}}"#,
            #"{"then":"happy","when":{"nth":1}}"#,
            #"{"then":"happy","when":{"nth":[]}}"#, #"{"then":"happy","when":{"nth":[0]}}"#,
            #"{"then":"happy","when":{"nth":[1,1]}}"#, #"{"then":"happy","when":{"nth":[1,1.0]}}"#,
            #"{"then":"happy","when":{"every":0}}"#, #"{"then":"happy","when":{"every":null}}"#,
            #"{"then":"happy","when":{"body":{"type":"BOOK"}}}"#, #"{"then":"happy","when":{"body":{"/a~2":1}}}"#,
            #"{"then":"happy","when":{"body":{"description":1}}}"#, #"{"then":"happy","when":{"body":[]}}"#,
            #"{"then":"happy","content":{}}"#, #"{"then":"happy","content":{"$comment":"nothing"}}"#,
            #"{"then":"happy","content":{"words":0}}"#, #"{"then":"happy","content":{"words":100001}}"#,
            #"{"then":"happy","content":{"text":"a","words":3}}"#, #"{"then":"happy","content":"text"}"#,
        ],
        in: { #"{"name":"x","jobs":[\#($0)]}"# })

    static let faults = files(
        good: [
            #"{"delay":"1s"}"#, #"{"respond":{"status":503}}"#, #"{"respond":{"status":100,"body":null}}"#,
            #"{"respond":{"status":599,"headers":{"Retry-After":"1","X-A":""},"body":[1,{"description":7}]}}"#,
            #"{"transfer":{"reset":true}}"#, #"{"transfer":{"truncate":0}}"#, #"{"transfer":{"truncate":0.99}}"#,
            #"{"transfer":{"stall":{"at":1,"for":"2s"}}}"#, #"{"transfer":{"drip":{"bytes":64,"every":"20ms"}}}"#,
            #"{"when":{"state":"completed","nth":[2]},"phase":"after","delay":"1s","respond":{"status":200}}"#,
            #"{"when":{"does":"submit"},"delay":"1s"}"#,
            #"{"phase":"during","transfer":{"reset":true}}"#, #"{"phase":"before","transfer":{"reset":true}}"#,
            #"{"respond":{"status":500},"transfer":{"truncate":0.5,"$comment":"both"}}"#,
        ],
        bad: [
            "{}", "true", #"{"when":{}}"#, #"{"phase":"after"}"#, #"{"delay":1}"#, #"{"delay":"soon"}"#,
            #"{"delay":"1s","phase":"later"}"#, #"{"phase":"during","delay":"1s"}"#,
            #"{"phase":"during","respond":{"status":500}}"#, #"{"respond":503}"#, #"{"respond":{}}"#,
            #"{"respond":{"status":99}}"#, #"{"respond":{"status":600}}"#, #"{"respond":{"status":"503"}}"#,
            #"{"respond":{"status":200,"header":{}}}"#, #"{"respond":{"status":200,"headers":[]}}"#,
            #"{"respond":{"status":200,"headers":{"A B":"1"}}}"#, #"{"respond":{"status":200,"headers":{"":"1"}}}"#,
            #"{"respond":{"status":200,"headers":{"A":1}}}"#,
            #"{"respond":{"status":200,"headers":{"A":"1\r\nB: 2"}}}"#,
            #"{"respond":{"status":200,"headers":{"content-LENGTH":"1"}}}"#,
            #"{"respond":{"status":200,"headers":{"Transfer-Encoding":"chunked"}}}"#,
            #"{"transfer":{}}"#, #"{"transfer":{"reset":false}}"#, #"{"transfer":{"reset":1}}"#,
            #"{"transfer":{"reset":true,"truncate":0.5}}"#, #"{"transfer":{"truncate":1}}"#,
            #"{"transfer":{"truncate":null}}"#, #"{"transfer":{"stall":{"at":0.5}}}"#,
            #"{"transfer":{"stall":{"at":2,"for":"1s"}}}"#, #"{"transfer":{"drip":{"bytes":0,"every":"1s"}}}"#,
            #"{"transfer":{"drip":{"bytes":1,"every":1}}}"#, #"{"transfer":"reset"}"#,
            #"{"when":{"state":"done"},"delay":"1s"}"#, #"{"when":{"does":"submits"},"delay":"1s"}"#,
            #"{"when":{"job":"x"},"delay":"1s"}"#,
        ],
        in: { #"{"name":"x","faults":[\#($0)]}"# })

    static let webhooks = files(
        good: [
            #"{"api":"shop","url":"http://127.0.0.1:9000/hook"}"#,
            #"{"api":"shop","url":"http://[::1]:9000/hook?a=b","secret":"s","events":["a.b"],"timestamps":"wall"}"#,
            #"{"api":"shop","url":"HTTP://a.example","events":[],"timestamps":"space","timeout":"200ms"}"#,
            #"{"api":"shop","url":"http://a.example","timeout":"10m","$comment":"a","description":"b"}"#,
        ],
        bad: [
            "7", "{}", #"{"api":"shop"}"#, #"{"url":"http://a.example"}"#, #"{"api":7,"url":"http://a.example"}"#,
            #"{"api":"","url":"http://a.example"}"#, #"{"api":"shop","url":"https://a.example"}"#,
            #"{"api":"shop","url":"a.example"}"#, #"{"api":"shop","url":"http://a b/"}"#,
            #"{"api":"shop","url":"http://a.example","secret":""}"#,
            #"{"api":"shop","url":"http://a.example","events":"a"}"#,
            #"{"api":"shop","url":"http://a.example","events":[""]}"#,
            #"{"api":"shop","url":"http://a.example","events":["a","a"]}"#,
            #"{"api":"shop","url":"http://a.example","timestamps":"real"}"#,
            #"{"api":"shop","url":"http://a.example","timeout":10}"#,
            #"{"api":"shop","url":"http://a.example","event":"a"}"#,
        ],
        in: { #"{"name":"x","webhooks":[\#($0)]}"# })

    static let clocks = files(
        good: [
            "{}", #"{"mode":"real","speed":0.5}"#, #"{"mode":"manual","start":"2026-03-10T20:00:00Z"}"#,
            #"{"mode":"auto"}"#, #"{"start":"2026-03-10T20:00:00.123456789+05:30"}"#,
            #"{"start":"2016-12-31T23:59:60Z"}"#, #"{"speed":1000}"#, #"{"$comment":"a","description":"b"}"#,
        ],
        bad: [
            "null", #""real""#, #"{"mode":"fast"}"#, #"{"mode":null}"#, #"{"speed":0}"#, #"{"speed":-1}"#,
            #"{"speed":"2"}"#, #"{"start":"2026-03-10"}"#, #"{"start":"2026-03-10T20:00:00"}"#,
            #"{"start":"2026-03-10 20:00:00Z"}"#, #"{"start":"2026-03-10t20:00:00Z"}"#,
            #"{"start":"2026-03-10T20:00:00z"}"#, #"{"start":"2026-13-10T20:00:00Z"}"#,
            #"{"start":"2026-03-32T20:00:00Z"}"#, #"{"start":"2026-03-10T24:00:00Z"}"#,
            #"{"start":"2026-03-10T20:00:00.Z"}"#, #"{"start":"2026-03-10T20:00:00+24:00"}"#,
            #"{"start":"+002026-03-10T20:00:00Z"}"#, #"{"start":1773172800}"#, #"{"zone":"UTC"}"#,
        ],
        in: { #"{"name":"x","clock":\#($0)}"# })

    static let durations = files(
        good: [
            "0s", "1s", "1.5s", "250ms", "3m", "2h", "1d", "10us", "1h30m", "1m1.5s", "1d2h3m4s5ms6us", "0.5ms",
            "007s", "1.000001s", "1.001ms", "1s1.5ms",
        ],
        bad: [
            "", "1", "s", "1 s", "-1s", "+1s", "1.s", ".5s", "1.5", "1S", "1sec", "1s1m", "1s1s", "1.5m1s",
            "1.0000001s", "1.0001ms", "1.5us", "1,5s", "P1D", "signal", "1e3s", "٣s",
        ],
        in: { #"{"name":"x","faults":[{"delay":"\#($0)"}]}"# })

    static let credentials = files(
        good: [
            "{}", #"{"key":{}}"#, #"{"*":{"refused":"invalid"}}"#, #"{"key":{"scopes":[]}}"#,
            #"{"sk_1~x":{"api":"shop","scopes":["a:read","b"],"refused":"unpaid","attributes":{"plan":"basic"}}}"#,
            #"{"key":{"attributes":{}}}"#, #"{"key":{"attributes":{"credits":3,"none":null,"owner":{"id":[1]}}}}"#,
            #"{"key":{"$comment":"a","description":"b"}}"#, #"{"description":{}}"#,
            #"{"*":{"refused":"expired","after":"1.5m"}}"#,
        ],
        bad: [
            "[]", "null", #"{"":{}}"#, #"{"key":7}"#, #"{"key":null}"#, #"{"key":{"scope":[]}}"#,
            #"{"key":{"scopes":"a"}}"#, #"{"key":{"scopes":[1]}}"#, #"{"key":{"scopes":["a","a"]}}"#,
            #"{"key":{"scopes":null}}"#, #"{"key":{"refused":true}}"#, #"{"key":{"refused":"two words"}}"#,
            #"{"key":{"refused":null}}"#, #"{"key":{"api":1}}"#, #"{"key":{"attributes":[]}}"#,
            #"{"key":{"attributes":null}}"#, #"{"key":{"description":1}}"#, #"{"key":{"after":"1m"}}"#,
            #"{"key":{"refused":"expired","after":60}}"#, #"{"key":{"refused":"expired","after":"soon"}}"#,
            #"{"key":{"refused":"expired","after":null}}"#,
        ],
        in: { #"{"name":"x","credentials":\#($0)}"# })

    static let deliveries = files(
        good: ["{}", #"{"down":6}"#, #"{"copies":2,"down":0,"$comment":"why"}"#],
        bad: ["[]", "null", #"{"down":-1}"#, #"{"copies":0}"#, #"{"copies":1.5}"#, #"{"lost":1}"#, #"{"down":null}"#],
        in: { #"{"name":"x","deliveries":\#($0)}"# })

    static let records = files(
        good: [
            "{}", #"{"shop.orders":[]}"#, #"{"shop.orders":[{}],"shop.order-lines":[{"id":7,"name":null},{"a":[1]}]}"#,
        ],
        bad: [
            "[]", "null", #"{"shop":[]}"#, #"{"shop.":[]}"#, #"{".orders":[]}"#, #"{"shop.orders":{}}"#,
            #"{"shop.orders":3}"#, #"{"shop.orders":[3]}"#, #"{"shop.orders":[null]}"#, #"{"shop.orders":null}"#,
            #"{"description":"no records"}"#,
        ],
        in: { #"{"name":"x","records":\#($0)}"# })

    static let limits = files(
        good: [
            "{}", #"{"shop.day":{}}"#, #"{"shop.day":{"max":0}}"#, #"{"shop.day":{"max":3.0,"enabled":false}}"#,
            #"{"shop.day":{"max":1000000000,"$comment":"a","description":"b"}}"#,
        ],
        bad: [
            "[]", "null", #"{"day":{}}"#, #"{"shop.day":3}"#, #"{"shop.day":null}"#, #"{"shop.day":{"max":-1}}"#,
            #"{"shop.day":{"max":1.5}}"#, #"{"shop.day":{"max":1000000001}}"#, #"{"shop.day":{"max":null}}"#,
            #"{"shop.day":{"enabled":"no"}}"#, #"{"shop.day":{"enabled":null}}"#, #"{"shop.day":{"per":"day"}}"#,
            #"{"$comment":"no limit"}"#,
        ],
        in: { #"{"name":"x","limits":\#($0)}"# })

    static let patches = files(
        good: [
            #""description":null,"$comment":null,"$schema":null,"seed":null,"clock":null"#,
            #""variants":null,"timelines":null,"jobs":null,"faults":null,"webhooks":null,"expect":null"#,
            #""clock":{"mode":null,"speed":null,"start":null,"$comment":null,"description":null}"#,
            #""variants":{"shop.a":null}"#, #""timelines":{"happy":null}"#,
            #""faults":[{"respond":{"status":500,"body":null}}]"#, #""credentials":null"#,
            #""credentials":{"key":null}"#,
            #""credentials":{"key":{"api":null,"scopes":null,"refused":null,"attributes":null,"$comment":null}}"#,
            #""credentials":{"key":{"attributes":{"plan":null}}}"#, #""limits":null"#, #""limits":{"shop.day":null}"#,
            #""records":null"#, #""records":{"shop.orders":null}"#, #""credentials":{"key":{"after":null}}"#,
            #""limits":{"shop.day":{"max":null,"enabled":null,"$comment":null,"description":null}}"#,
        ],
        bad: [
            #""jobs":[null]"#, #""timelines":{"t":[null]}"#, #""faults":[{"delay":null}]"#, #""times":null"#,
            #""webhooks":{}"#, #""expect":[null]"#, #""credentials":{"key":{"scope":null}}"#,
            #""limits":{"shop.day":{"min":null}}"#,
            #""clock":{"zone":null}"#,
            #""timelines":{"a b":null}"#,
            #""variants":{"shop":null}"#, #""jobs":[{"then":"happy","description":null}]"#,
        ],
        in: { #"{"name":"x","extends":"slow",\#($0)}"# })
}
