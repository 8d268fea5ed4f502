// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The header fields of a request, as ranges over its raw head; no string is made until one is asked for.
///
/// Names compare without regard to case (RFC 9110 5.1). Values come without the white space around them. Bytes that are
/// not UTF-8 (obs-text) become U+FFFD in strings; the bytes themselves stay reachable.
package struct HTTPHeaderFields: Sendable {
    /// Where one field stands in the head.
    struct Field: Sendable, Hashable {
        var nameStart: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var valueEnd: UInt32
    }

    /// The raw bytes of request line and fields, up to and with the empty line.
    package let head: [UInt8]
    let fields: [Field]

    init(head: [UInt8], fields: [Field]) {
        self.head = head
        self.fields = fields
    }

    /// How many fields there are, repeated names counted each time.
    package var count: Int { fields.count }

    package var isEmpty: Bool { fields.isEmpty }

    /// How many bytes the head takes that these fields stand in.
    package var byteCount: Int { head.count }

    /// The value of the first field of this name.
    ///
    /// - Parameter name: in small letters.
    package subscript(_ name: StaticString) -> String? {
        withFirst(name) { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of the first field of a name that is not known at compile time, in any case.
    package func first(named name: String) -> String? {
        var name = name
        return name.withUTF8 { wanted in
            head.withUnsafeBufferPointer { bytes in
                for field in fields where ASCIIText.equalsIgnoringCase(field.name(in: bytes), wanted) {
                    return String(decoding: field.value(in: bytes), as: UTF8.self)
                }
                return nil
            }
        }
    }

    /// All values of a name, in the order they came.
    package func values(named name: String) -> [String] {
        var name = name
        return name.withUTF8 { wanted in
            head.withUnsafeBufferPointer { bytes in
                fields.filter { ASCIIText.equalsIgnoringCase($0.name(in: bytes), wanted) }
                    .map { String(decoding: $0.value(in: bytes), as: UTF8.self) }
            }
        }
    }

    /// Whether a field of this name, given in small letters, is there.
    package func contains(_ name: StaticString) -> Bool {
        withFirst(name) { _ in true } ?? false
    }

    /// Whether the first field of this name has exactly this value, byte for byte, without making a string.
    ///
    /// - Parameters:
    ///   - name: in small letters.
    ///   - value: the bytes to compare with.
    /// - Returns: false where the field is missing, too.
    package func value(of name: StaticString, equals value: StaticString) -> Bool {
        withFirst(name) { bytes in
            guard bytes.count == value.utf8CodeUnitCount else { return false }
            for index in 0..<bytes.count where bytes[index] != value.utf8Start[index] { return false }
            return true
        } ?? false
    }

    /// Lends the bytes of the first field of this name.
    ///
    /// - Parameters:
    ///   - name: in small letters.
    ///   - body: is given the value's bytes; they must not outlive the call.
    /// - Returns: what `body` gives, or nil where the field is missing.
    package func withFirst<Result>(
        _ name: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result? {
        head.withUnsafeBufferPointer { bytes in
            for field in fields where ASCIIText.equals(field.name(in: bytes), lowercase: name) {
                return body(field.value(in: bytes))
            }
            return nil
        }
    }
}

extension HTTPHeaderFields: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { fields.count }

    package subscript(position: Int) -> (name: String, value: String) {
        let field = fields[position]
        return head.withUnsafeBufferPointer { bytes in
            (
                name: String(decoding: field.name(in: bytes), as: UTF8.self),
                value: String(decoding: field.value(in: bytes), as: UTF8.self)
            )
        }
    }
}

extension HTTPHeaderFields.Field {
    @inline(__always)
    func name(in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(nameStart)..<Int(nameEnd)])
    }

    @inline(__always)
    func value(in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(valueStart)..<Int(valueEnd)])
    }
}
