// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Numbers and strings.
///
/// After the public JSONTestSuite, https://github.com/nst/JSONTestSuite (MIT, (c) 2016 Nicolas Seriot).
extension SuiteTable {
    static let numbers = SuiteTable(
        #"""
        n_number_++ unexpectedByte@1 [++1234]
        n_number_+1 unexpectedByte@1 [+1]
        n_number_+Inf unexpectedByte@1 [+Inf]
        n_number_-01 invalidNumber@3 [-01]
        n_number_-1.0. unexpectedByte@5 [-1.0.]
        n_number_-2. invalidNumber@4 [-2.]
        n_number_-NaN invalidNumber@2 [-NaN]
        n_number_.-1 unexpectedByte@1 [.-1]
        n_number_.2e-3 unexpectedByte@1 [.2e-3]
        n_number_0.1.2 unexpectedByte@4 [0.1.2]
        n_number_0.3e+ invalidNumber@6 [0.3e+]
        n_number_0.3e invalidNumber@5 [0.3e]
        n_number_0.e1 invalidNumber@3 [0.e1]
        n_number_0_capital_E+ invalidNumber@4 [0E+]
        n_number_0_capital_E invalidNumber@3 [0E]
        n_number_0e+ invalidNumber@4 [0e+]
        n_number_0e invalidNumber@3 [0e]
        n_number_1.0e+ invalidNumber@6 [1.0e+]
        n_number_1.0e- invalidNumber@6 [1.0e-]
        n_number_1.0e invalidNumber@5 [1.0e]
        n_number_1_000 unexpectedByte@3 [1 000.0]
        n_number_1eE2 invalidNumber@3 [1eE2]
        n_number_2.e+3 invalidNumber@3 [2.e+3]
        n_number_2.e-3 invalidNumber@3 [2.e-3]
        n_number_2.e3 invalidNumber@3 [2.e3]
        n_number_9.e+ invalidNumber@3 [9.e+]
        n_number_Inf unexpectedByte@1 [Inf]
        n_number_NaN unexpectedByte@1 [NaN]
        n_number_U+FF11_fullwidth_digit_one unexpectedByte@1 hex:5befbc915d
        n_number_expression unexpectedByte@2 [1+2]
        n_number_hex_1_digit unexpectedByte@2 [0x1]
        n_number_hex_2_digits unexpectedByte@2 [0x42]
        n_number_infinity unexpectedByte@1 [Infinity]
        n_number_invalid+- invalidNumber@4 [0e+-1]
        n_number_invalid-negative-real unexpectedByte@9 [-123.123foo]
        n_number_invalid-utf-8-in-bigger-int unexpectedByte@4 hex:5b313233e55d
        n_number_invalid-utf-8-in-exponent unexpectedByte@4 hex:5b316531e55d
        n_number_invalid-utf-8-in-int unexpectedByte@2 hex:5b30e55d0a
        n_number_minus_infinity invalidNumber@2 [-Infinity]
        n_number_minus_sign_with_trailing_garbage invalidNumber@2 [-foo]
        n_number_minus_space_1 invalidNumber@2 [- 1]
        n_number_neg_int_starting_with_zero invalidNumber@3 [-012]
        n_number_neg_real_without_int_part invalidNumber@2 [-.123]
        n_number_neg_with_garbage_at_end unexpectedByte@3 [-1x]
        n_number_real_garbage_after_e invalidNumber@3 [1ea]
        n_number_real_with_invalid_utf8_after_e invalidNumber@3 hex:5b3165e55d
        n_number_real_without_fractional_part invalidNumber@3 [1.]
        n_number_starting_with_dot unexpectedByte@1 [.123]
        n_number_with_alpha unexpectedByte@4 [1.2a-3]
        n_number_with_alpha_char unexpectedByte@19 [1.8011670033376514H-308]
        n_number_with_leading_zero invalidNumber@2 [012]
        y_number accept [123e65]
        y_number_0e+1 accept [0e+1]
        y_number_0e1 accept [0e1]
        y_number_after_space accept [ 4]
        y_number_double_close_to_zero accept hex:5b2d302e3030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030315d0a
        y_number_int_with_exp accept [20e1]
        y_number_minus_zero accept [-0]
        y_number_negative_int accept [-123]
        y_number_negative_one accept [-1]
        y_number_negative_zero accept [-0]
        y_number_real_capital_e accept [1E22]
        y_number_real_capital_e_neg_exp accept [1E-2]
        y_number_real_capital_e_pos_exp accept [1E+2]
        y_number_real_exponent accept [123e45]
        y_number_real_fraction_exponent accept [123.456e78]
        y_number_real_neg_exp accept [1e-2]
        y_number_real_pos_exponent accept [1e+2]
        y_number_simple_int accept [123]
        y_number_simple_real accept [123.456789]
        """#)

    static let strings = SuiteTable(
        #"""
        n_string_1_surrogate_then_escape loneSurrogate@2 ["\uD800\"]
        n_string_1_surrogate_then_escape_u invalidEscape@8 ["\uD800\u"]
        n_string_1_surrogate_then_escape_u1 invalidEscape@8 ["\uD800\u1"]
        n_string_1_surrogate_then_escape_u1x invalidEscape@8 ["\uD800\u1x"]
        n_string_accentuated_char_no_quotes unexpectedByte@1 hex:5bc3a95d
        n_string_backslash_00 invalidEscape@2 hex:5b225c00225d
        n_string_escape_x invalidEscape@2 ["\x00"]
        n_string_escaped_backslash_bad unexpectedEnd@7 ["\\\"]
        n_string_escaped_ctrl_char_tab invalidEscape@2 hex:5b225c09225d
        n_string_escaped_emoji invalidEscape@2 hex:5b225cf09f8c80225d
        n_string_incomplete_escape unexpectedEnd@5 ["\"]
        n_string_incomplete_escaped_character invalidEscape@2 ["\u00A"]
        n_string_incomplete_surrogate invalidEscape@8 ["\uD834\uDd"]
        n_string_incomplete_surrogate_escape_invalid loneSurrogate@2 ["\uD800\uD800\x"]
        n_string_invalid-utf-8-in-escape invalidEscape@2 hex:5b225c75e5225d
        n_string_invalid_backslash_esc invalidEscape@2 ["\a"]
        n_string_invalid_unicode_escape invalidEscape@2 ["\uqqqq"]
        n_string_invalid_utf8_after_escape invalidEscape@2 hex:5b225ce5225d
        n_string_leading_uescaped_thinspace unexpectedByte@1 [\u0020"asd"]
        n_string_no_quotes_with_bad_escape unexpectedByte@1 [\n]
        n_string_single_doublequote unexpectedEnd@1 "
        n_string_single_quote unexpectedByte@1 ['single quote']
        n_string_single_string_no_double_quotes unexpectedByte@0 abc
        n_string_start_escape_unclosed unexpectedEnd@3 ["\
        n_string_unescaped_ctrl_char controlCharacter@3 hex:5b22610061225d
        n_string_unescaped_newline controlCharacter@5 hex:5b226e65770a6c696e65225d
        n_string_unescaped_tab controlCharacter@2 hex:5b2209225d
        n_string_unicode_CapitalU invalidEscape@1 "\UA66D"
        n_string_with_trailing_garbage trailingContent@2 ""x
        y_string_1_2_3_bytes_UTF-8_sequences accept ["\u0060\u012a\u12AB"]
        y_string_accepted_surrogate_pair accept ["\uD801\udc37"]
        y_string_accepted_surrogate_pairs accept ["\ud83d\ude39\ud83d\udc8d"]
        y_string_allowed_escapes accept ["\"\\\/\b\f\n\r\t"]
        y_string_backslash_and_u_escaped_zero accept ["\\u0000"]
        y_string_backslash_doublequotes accept ["\""]
        y_string_comments accept ["a/*b*/c/*d//e"]
        y_string_double_escape_a accept ["\\a"]
        y_string_double_escape_n accept ["\\n"]
        y_string_escaped_control_character accept ["\u0012"]
        y_string_escaped_noncharacter accept ["\uFFFF"]
        y_string_in_array accept ["asd"]
        y_string_in_array_with_leading_space accept [ "asd"]
        y_string_last_surrogates_1_and_2 accept ["\uDBFF\uDFFF"]
        y_string_nbsp_uescaped accept ["new\u00A0line"]
        y_string_nonCharacterInUTF-8_U+10FFFF accept hex:5b22f48fbfbf225d
        y_string_nonCharacterInUTF-8_U+FFFF accept hex:5b22efbfbf225d
        y_string_null_escape accept ["\u0000"]
        y_string_one-byte-utf-8 accept ["\u002c"]
        y_string_pi accept hex:5b22cf80225d
        y_string_reservedCharacterInUTF-8_U+1BFFF accept hex:5b22f09bbfbf225d
        y_string_simple_ascii accept ["asd "]
        y_string_space accept " "
        y_string_surrogates_U+1D11E_MUSICAL_SYMBOL_G_CLEF accept ["\uD834\uDd1e"]
        y_string_three-byte-utf-8 accept ["\u0821"]
        y_string_two-byte-utf-8 accept ["\u0123"]
        y_string_u+2028_line_sep accept hex:5b22e280a8225d
        y_string_u+2029_par_sep accept hex:5b22e280a9225d
        y_string_uEscape accept ["\u0061\u30af\u30EA\u30b9"]
        y_string_uescaped_newline accept ["new\u000Aline"]
        y_string_unescaped_char_delete accept hex:5b227f225d
        y_string_unicode accept ["\uA66D"]
        y_string_unicodeEscapedBackslash accept ["\u005C"]
        y_string_unicode_2 accept hex:5b22e28d82e388b4e28d82225d
        y_string_unicode_U+10FFFE_nonchar accept ["\uDBFF\uDFFE"]
        y_string_unicode_U+1FFFE_nonchar accept ["\uD83F\uDFFE"]
        y_string_unicode_U+200B_ZERO_WIDTH_SPACE accept ["\u200B"]
        y_string_unicode_U+2064_invisible_plus accept ["\u2064"]
        y_string_unicode_U+FDD0_nonchar accept ["\uFDD0"]
        y_string_unicode_U+FFFE_nonchar accept ["\uFFFE"]
        y_string_unicode_escaped_double_quote accept ["\u0022"]
        y_string_utf8 accept hex:5b22e282acf09d849e225d
        y_string_with_del_character accept hex:5b22617f61225d
        """#)
}
