// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

@Suite("Equality as JSON Schema defines it")
struct EqualityTests {
    @Test(
        "Numbers are equal by value",
        arguments: [
            ("1", "1.0"), ("100", "1e2"), ("0", "-0.0"), ("0.0", "-0.0"),
            ("18446744073709551616", "1.8446744073709552e19"),
            ("-18446744073709551616", "-18446744073709551616.0"), ("100000000000000000000", "1e20"),
            ("1e400", "10e399"), ("1e400", "0.1E+401"), ("1.50e-400", "15e-401"),
            ("9007199254740992", "9007199254740992.0"),
            ("9223372036854775808", "9223372036854775808.0"), ("1e99999999999999999999", "1e99999999999999999999"),
        ])
    func equal(left: String, right: String) throws {
        let (left, right) = try (RoundTripTests.read(left), RoundTripTests.read(right))
        #expect(left.isEqual(toJSON: right))
        #expect(right.isEqual(toJSON: left))
    }

    @Test(
        "Numbers that a double would round to one are different",
        arguments: [
            ("9007199254740993", "9007199254740992.0"), ("9223372036854775807", "9223372036854775808.0"),
            ("18446744073709551617", "1.8446744073709552e19"), ("18446744073709551615", "1.8446744073709552e19"),
            ("100000000000000000001", "100000000000000000000"), ("1e400", "-1e400"), ("1e400", "1e401"),
            ("1e-400", "0"),
            ("1e-400", "0.0"), ("9223372036854775808", "9223372036854775807"), ("100000000000000000000000", "1e23"),
            ("1", "1.5"), ("1", "\"1\""), ("0", "false"), ("null", "0"), ("[]", "{}"),
        ])
    func different(left: String, right: String) throws {
        let (left, right) = try (RoundTripTests.read(left), RoundTripTests.read(right))
        #expect(!left.isEqual(toJSON: right))
        #expect(!right.isEqual(toJSON: left))
    }

    @Test("A hand-made big number counts by its value too")
    func handMadeBigNumbers() {
        #expect(JSONValue.bigNumber("1e2").isEqual(toJSON: 100))
        #expect(JSONValue.integer(-25).isEqual(toJSON: .bigNumber("-2.50e1")))
        #expect(JSONValue.bigNumber("0.5").isEqual(toJSON: 0.5))
        #expect(JSONValue.bigNumber("0.00").isEqual(toJSON: -0.0))
        // The double nearest to a tenth is not a tenth.
        #expect(!JSONValue.bigNumber("0.1").isEqual(toJSON: 0.1))
        #expect(!JSONValue.bigNumber("x").isEqual(toJSON: .bigNumber("y")))
        #expect(!JSONValue.bigNumber("1.2.3").isEqual(toJSON: .bigNumber("1.23")))
    }

    @Test("The exact value of a double is all of its binary fraction")
    func exactDoubles() {
        #expect(
            DecimalNumber(exactly: 0.1)
                == DecimalNumber(literal: "0.1000000000000000055511151231257827021181583404541015625"))
        #expect(DecimalNumber(exactly: -0x1p70) == DecimalNumber(literal: "-1180591620717411303424"))
        #expect(DecimalNumber(exactly: 1e23) == DecimalNumber(literal: "99999999999999991611392"))
        #expect(DecimalNumber(exactly: 0) == DecimalNumber(literal: "-0e7"))
        #expect(DecimalNumber(exactly: 6) == DecimalNumber(literal: "6"))
    }

    @Test("Objects are equal in any order, arrays in one", arguments: [1, 5, 40])
    func order(count: Int) throws {
        let members = (0...count).map { JSONObject.Member(name: "n\($0)", value: .integer(Int64($0))) }
        let forwards = JSONValue.object(JSONObject(members))
        let backwards = JSONValue.object(JSONObject(members.reversed()))
        #expect(forwards != backwards)
        #expect(forwards.isEqual(toJSON: backwards))
        #expect(!forwards.isEqual(toJSON: .object(JSONObject(members.dropLast()))))
        var changed = JSONObject(members.reversed())
        changed["n0"] = "other"
        #expect(!forwards.isEqual(toJSON: .object(changed)))
        let renamed = members.dropLast() + [JSONObject.Member(name: "new", value: .integer(Int64(count)))]
        #expect(!forwards.isEqual(toJSON: .object(JSONObject(Array(renamed.reversed())))))
        #expect(!(([1, 2] as JSONValue).isEqual(toJSON: [2, 1])))
        #expect(([1, ["a": 2.0]] as JSONValue).isEqual(toJSON: [1.0, ["a": 2]]))
        #expect(!(([1] as JSONValue).isEqual(toJSON: [1, 1])))
    }

    @Test("Equal values have equal hashes")
    func hashes() throws {
        let text = #"{"a":[1,1.0,"é",1e400,null,true]}"#
        let (left, right) = try (RoundTripTests.read(text), RoundTripTests.read(text))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
    }
}
