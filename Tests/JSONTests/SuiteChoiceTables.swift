// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Cases of our own: where the public suite is silent on the offset or the order of two faults.
extension SuiteTable {
    static let own = SuiteTable(
        #"""
        own_true_cut unexpectedEnd@3 tru
        own_number_alone accept -0.0
        own_minus_alone unexpectedEnd@1 -
        own_point_at_end unexpectedEnd@2 1.
        own_exponent_at_end unexpectedEnd@3 1e-
        own_leading_zeros_in_exponent accept 1e0000007
        own_leading_zeros invalidNumber@1 0012
        own_whitespace_only unexpectedEnd@4 hex:20090a0d
        own_no_break_space unexpectedByte@0 hex:c2a031
        own_next_line_control_is_text accept hex:22c28522
        own_delete_is_text accept hex:227f22
        own_line_separator_is_text accept hex:22e280a822
        own_nul_after_value trailingContent@1 hex:3100
        own_nul_in_string controlCharacter@1 hex:220022
        own_unit_separator_in_name controlCharacter@2 hex:7b221f223a317d
        own_overlong_slash_3_bytes invalidUTF8@1 hex:22e080af22
        own_overlong_nul_4_bytes invalidUTF8@1 hex:22f080808022
        own_beyond_unicode invalidUTF8@1 hex:22f490808022
        own_last_code_point accept hex:22f48fbfbf22
        own_low_surrogate_bytes invalidUTF8@3 hex:224162edb08022
        own_two_of_three_bytes invalidUTF8@2 hex:2241e28222
        own_three_of_four_bytes invalidUTF8@1 hex:22f09f9822
        own_ill_formed_before_escape invalidUTF8@2 hex:2241ff5c6e22
        own_ill_formed_after_escape invalidUTF8@3 hex:225c6eff22
        own_half_sequence_closed_by_escape invalidUTF8@1 hex:22e2825c6e22
        own_ill_formed_before_control invalidUTF8@2 hex:2241ff0a22
        own_ill_formed_unterminated invalidUTF8@1 hex:22ff41
        own_ill_formed_name invalidUTF8@2 hex:7b22ff223a317d
        own_escape_at_end unexpectedEnd@2 "\
        own_unicode_escape_at_end unexpectedEnd@5 "\u00
        own_high_surrogate_at_end loneSurrogate@1 "\ud83d
        own_high_surrogate_then_high loneSurrogate@1 "\ud83d\ud83d"
        own_high_surrogate_then_cut_escape unexpectedEnd@9 "\ud83d\u
        own_pair accept "\ud83d\ude00"
        own_control_after_escape controlCharacter@3 hex:225c6e0922
        own_single_quotes unexpectedByte@0 'a'
        own_comment unexpectedByte@0 // 1
        own_member_without_value unexpectedByte@5 {"a":}
        own_value_in_place_of_name unexpectedByte@1 {{}:1}
        own_array_closed_by_brace unexpectedByte@2 [1}
        own_object_closed_by_bracket unexpectedByte@6 {"a":1]
        own_true_run_together trailingContent@4 truefalse
        own_two_values_in_lines trailingContent@2 hex:310a32
        own_bom_inside_string accept hex:22efbbbf22
        own_bom_after_space unexpectedByte@1 hex:20efbbbf31
        """#)
}

/// What RFC 8259 leaves to the reader, grouped by what ours does and why.
///
/// After the public JSONTestSuite, https://github.com/nst/JSONTestSuite (MIT, (c) 2016 Nicolas Seriot).
extension SuiteTable {
    // Accepted, and the digits kept: a number that nothing here has to calculate with must come back as it went in.
    static let hugeNumbers = SuiteTable(
        #"""
        i_number_double_huge_neg_exp accept [123.456e-789]
        i_number_huge_exp accept [0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999969999999006]
        i_number_neg_int_huge_exp accept [-1e+9999]
        i_number_pos_double_huge_exp accept [1.5e+9999]
        i_number_real_neg_overflow accept [-123123e100000]
        i_number_real_pos_overflow accept [123123e100000]
        i_number_real_underflow accept [123e-10000000]
        i_number_too_big_neg_int accept [-123123123123123123123123123123]
        i_number_too_big_pos_int accept [100000000000000000000]
        i_number_very_big_negative_int accept [-237462374673276894279832749832423479823246327846]
        """#)

    // Rejected: UTF-8 cannot hold half a surrogate pair, and replacing it would change what was sent (RFC 8259,
    // section 8.2).
    static let loneSurrogates = SuiteTable(
        #"""
        i_object_key_lone_2nd_surrogate loneSurrogate@2 {"\uDFAA":0}
        i_string_1st_surrogate_but_2nd_missing loneSurrogate@2 ["\uDADA"]
        i_string_1st_valid_surrogate_2nd_invalid loneSurrogate@2 ["\uD888\u1234"]
        i_string_incomplete_surrogate_and_escape_valid loneSurrogate@2 ["\uD800\n"]
        i_string_incomplete_surrogate_pair loneSurrogate@2 ["\uDd1ea"]
        i_string_incomplete_surrogates_escape_valid loneSurrogate@2 ["\uD800\uD800\n"]
        i_string_invalid_lonely_surrogate loneSurrogate@2 ["\ud800"]
        i_string_invalid_surrogate loneSurrogate@2 ["\ud800abc"]
        i_string_inverted_surrogates_U+1D11E loneSurrogate@2 ["\uDd1e\uD834"]
        i_string_lone_second_surrogate loneSurrogate@2 ["\uDFAA"]
        """#)

    // Rejected: JSON on a network is UTF-8 without a byte order mark (RFC 8259, section 8.1). The mark may be ignored,
    // but a client that sends one should hear of it here rather than from a stricter service.
    static let otherEncodings = SuiteTable(
        #"""
        i_string_UTF-16LE_with_BOM unexpectedByte@0 hex:fffe5b002200e90022005d00
        i_string_utf16BE_no_BOM unexpectedByte@0 hex:005b002200e90022005d
        i_string_utf16LE_no_BOM unexpectedByte@1 hex:5b002200e90022005d00
        i_structure_UTF-8_BOM_empty_object byteOrderMark@0 hex:efbbbf7b7d
        """#)

    // Rejected: a text that is not UTF-8 is not JSON (RFC 8259, section 8.1; RFC 3629, section 3 on overlong forms).
    static let illFormed = SuiteTable(
        #"""
        i_string_UTF-8_invalid_sequence invalidUTF8@7 hex:5b22e697a5d188fa225d
        i_string_UTF8_surrogate_U+D800 invalidUTF8@2 hex:5b22eda080225d
        i_string_invalid_utf-8 invalidUTF8@2 hex:5b22ff225d
        i_string_iso_latin_1 invalidUTF8@2 hex:5b22e9225d
        i_string_lone_utf8_continuation_byte invalidUTF8@2 hex:5b2281225d
        i_string_not_in_unicode_range invalidUTF8@2 hex:5b22f4bfbfbf225d
        i_string_overlong_sequence_2_bytes invalidUTF8@2 hex:5b22c0af225d
        i_string_overlong_sequence_6_bytes invalidUTF8@2 hex:5b22fc83bfbfbfbf225d
        i_string_overlong_sequence_6_bytes_null invalidUTF8@2 hex:5b22fc8080808080225d
        i_string_truncated-utf-8 invalidUTF8@2 hex:5b22e0ff225d
        """#)
}
