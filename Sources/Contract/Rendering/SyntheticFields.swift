// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Made-up texts for fields, chosen by format and name.
struct SyntheticFields {
    var values: SyntheticValues
    let timestamps: TimestampForm

    /// The moment 2026-03-10T20:00:00Z.
    ///
    /// It does not follow the space's clock, so that a moment that is shown twice is the same twice.
    private static let now = Instant(microseconds: 1_773_172_800_000_000)

    init(seed: UInt64, label: String, timestamps: TimestampForm) {
        values = SyntheticValues(seed: seed, label: label)
        self.timestamps = timestamps
    }

    mutating func text(format: String, name: String) -> String {
        switch format {
        case "uuid":
            IdentifierForm.uuid.identifier(
                seed: UInt64(bitPattern: values.integer(in: .min...(.max))), label: name, ordinal: 0)
        case "date-time":
            values.instant(before: Self.now).text(timestamps == .seconds ? .seconds : .milliseconds).stringValue ?? ""
        case "date": String((values.instant(before: Self.now).text(.seconds).stringValue ?? "").prefix(10))
        case "uri", "url", "uri-reference": values.url()
        case "email": values.email()
        case "hostname": values.domain()
        case "ipv4": "192.0.2.\(values.integer(in: 1...254))"  // RFC 5737
        case "ipv6": "2001:db8::\(String(values.integer(in: 1...65_535), radix: 16))"  // RFC 3849
        case "time": "12:00:00Z"
        default: text(named: name.lowercased())
        }
    }

    /// What a text probably is, by the end of its field's name.
    private mutating func text(named name: String) -> String {
        func ends(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
        if ends("url", "uri", "website", "link") { return values.url() }
        if ends("domain", "host", "hostname") { return values.domain() }
        if ends("email") { return values.email() }
        if ends("slug", "_id", "id", "key") { return values.slug() }
        if ends("content", "body", "text") { return values.paragraph() }
        if ends("description", "summary", "prompt", "message", "title") { return values.sentence() }
        if ends("language", "languagecode", "locale") { return values.languageCode() }
        if ends("company", "brand", "organization") { return values.companyName() }
        if ends("author", "manager", "user", "person") { return values.personName() }
        return values.word()
    }
}
