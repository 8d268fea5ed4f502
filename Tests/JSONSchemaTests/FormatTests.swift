// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import JSONSchema

struct FormatTests {
    static let good: [(String, [String])] = [
        ("uuid", ["123e4567-e89b-12d3-a456-426614174000", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"]),
        (
            "date-time",
            [
                "2026-03-10T20:00:00Z", "2026-03-10t20:00:00.123456789z", "2024-02-29T00:00:00+14:00",
                "1998-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00", "0000-01-01T00:00:00-23:59",
            ]
        ),
        ("date", ["1963-06-19", "2020-02-29", "2000-02-29", "2020-12-31", "0001-01-01"]),
        ("time", ["08:30:06Z", "23:59:60Z", "01:29:60+01:30", "23:29:60-00:30", "08:30:06.283185Z"]),
        ("duration", ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3D"]),
        (
            "uri",
            [
                "https://example.com/a?b=c#d", "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
                "mailto:a@b.example", "http://[2001:db8::7]:80/x", "http://user:pa%20ss@host/", "tel:+1-816-555-1212",
                "file:///etc/hosts", "http://host:", "ldap://[2001:db8::7]/c=GB?objectClass?one",
            ]
        ),
        ("uri-reference", ["", "/abc", "a/b:c", "//host/path", "#frag", "?q", "../x", "abc"]),
        (
            "email",
            ["joe@example.com", "te~st@example.com", "\"joe bloggs\"@example.com", "joe@[127.0.0.1]", "joe@[IPv6:::1]"]
        ),
        ("ipv4", ["0.0.0.0", "255.255.255.255", "192.168.0.1"]),
        ("ipv6", ["::1", "::", "1:2:3:4:5:6:7:8", "::ffff:192.168.0.1", "1::8", "d6::"]),
        (
            "hostname",
            ["www.example.com", "xn--4gbwdl.xn--wgbh1c", "a", "1host", "a-b.c", String(repeating: "a", count: 63)]
        ),
        ("regex", ["^[a-z]+$", "([abc])+\\s+$", "\\p{L}", "a{2,3}", ""]),
        ("json-pointer", ["", "/", "/foo/0", "/a~1b/m~0n", "/ ", "/%25"]),
        ("relative-json-pointer", ["1", "0/foo/bar", "2/0/baz/1/zip", "0#", "120/x"]),
    ]

    static let bad: [(String, [String])] = [
        (
            "uuid",
            [
                "", "123e4567-e89b-12d3-a456-42661417400", "123e4567e89b12d3a456426614174000",
                "123e4567-e89b-12d3-a456-42661417400g", "{123e4567-e89b-12d3-a456-426614174000}",
            ]
        ),
        (
            "date-time",
            [
                "2026-03-10", "2026-03-10 20:00:00Z", "2026-03-10T20:00:00", "2026-02-30T20:00:00Z",
                "1990-12-31T24:00:00Z", "1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z", "2026-03-10T20:00:00.Z",
                "2026-13-10T20:00:00Z", "2026-03-10T20:00:00+24:00", "2026-3-1T20:00:00Z", "2026-03-10T20:00:00Zx",
            ]
        ),
        (
            "date",
            [
                "2021-02-29", "1900-02-29", "2020-04-31", "2020-13-01", "2020-1-1", "20200101", "2020-01-01Z",
                "০020-01-01",
            ]
        ),
        ("time", ["08:30:06", "24:00:00Z", "00:60:00Z", "00:00:61Z", "22:59:60Z", "08:30:06 PST", "08:30Z"]),
        (
            "duration",
            ["", "P", "PT", "P1", "4DT12H30M5S", "P1YT", "P1D2H", "P2D1Y", "PT1D", "P1W2D", "P1Y2W", "p1d", "P1Y1D"]
        ),
        (
            "uri",
            [
                "", "/abc", "//foo.bar", "http:// x", "http://a b", "1http://x", ":// x", "http://h%2",
                "\\\\WINDOWS\\x",
                "http://foo.bar/{x}", "http://[::1", "ab\"c:d", "http://host:80a/",
            ]
        ),
        ("uri-reference", ["\\\\WINDOWS\\x", "#fr\\ag", "a:b c", "/%zz", "1:b"]),
        (
            "email",
            ["", "2962", "a@", "@b.example", ".a@b.example", "a..b@c.example", "a b@c.example", "a@b_c", "a@[1.2.3]"]
        ),
        (
            "ipv4",
            ["", "127.0.0.0.1", "256.256.256.256", "127.0", "0x7f000001", "087.10.0.1", "1.2.3.4/24", "1.2.3.4 "]
        ),
        (
            "ipv6",
            [
                "", "12345::", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "1::2::3", "::1%eth0", "1:2:3:4:5:6:7:8:9", "::1.2.3",
                ":::", "1:",
            ]
        ),
        (
            "hostname",
            ["", "-a", "a-", "a..b", "a_b", "ab--cd", ".", "a.", String(repeating: "a", count: 64), "ü.example"]
        ),
        ("regex", ["^(abc]", "a{3,2}", "[z-a]", "(?<n", "\\k<x>(?<n>a)", "*a"]),
        ("json-pointer", ["a", "#/a", "/a~", "/~2", "/foo/bar~"]),
        ("relative-json-pointer", ["", "/a", "-1/a", "01/a", "0##", "+1", "1a"]),
    ]

    @Test("A good value of a format is accepted", arguments: good)
    func accepts(_ name: String, _ values: [String]) throws {
        let format = try #require(StringFormat(name: name))
        for value in values { #expect(format.accepts(value), "\(name): \(value)") }
    }

    @Test("A bad value of a format is refused", arguments: bad)
    func refuses(_ name: String, _ values: [String]) throws {
        let format = try #require(StringFormat(name: name))
        for value in values { #expect(!format.accepts(value), "\(name): \(value)") }
    }

    @Test("Every format has good and bad values in this file")
    func complete() {
        let all = Set(StringFormat.allCases.map(\.name))
        #expect(Set(Self.good.map(\.0)) == all)
        #expect(Set(Self.bad.map(\.0)) == all)
    }

    @Test(
        "Number formats bound numbers",
        arguments: [
            ("int32", "2147483647", true), ("int32", "2147483648", false), ("int32", "-2147483648", true),
            ("int64", "9223372036854775807", true), ("int64", "9223372036854775808", false), ("float", "1e39", false),
            ("float", "1e38", true), ("double", "1e308", true), ("int32", "1.0", true),
        ])
    func numbers(_ name: String, _ text: String, _ isGood: Bool) throws {
        let format = try #require(NumberFormat(name: name))
        #expect(format.accepts(try JSONReader.read(Array(text.utf8)).root) == isGood)
    }
}
