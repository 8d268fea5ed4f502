// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Arrays, objects and what surrounds them.
///
/// After the public JSONTestSuite, https://github.com/nst/JSONTestSuite (MIT, (c) 2016 Nicolas Seriot).
extension SuiteTable {
    static let structure = SuiteTable(
        #"""
        n_incomplete_false unexpectedByte@5 [fals]
        n_incomplete_null unexpectedByte@4 [nul]
        n_incomplete_true unexpectedByte@4 [tru]
        n_multidigit_number_then_00 trailingContent@3 hex:31323300
        n_single_space unexpectedEnd@1 hex:20
        n_structure_U+2060_word_joined unexpectedByte@1 hex:5be281a05d
        n_structure_UTF8_BOM_no_data byteOrderMark@0 hex:efbbbf
        n_structure_angle_bracket_. unexpectedByte@0 <.>
        n_structure_angle_bracket_null unexpectedByte@1 [<null>]
        n_structure_array_trailing_garbage trailingContent@3 [1]x
        n_structure_array_with_extra_array_close trailingContent@3 [1]]
        n_structure_array_with_unclosed_string unexpectedEnd@6 ["asd]
        n_structure_ascii-unicode-identifier unexpectedByte@0 hex:61c3a5
        n_structure_capitalized_True unexpectedByte@1 [True]
        n_structure_close_unopened_array trailingContent@1 1]
        n_structure_comma_instead_of_closing_brace unexpectedEnd@11 {"x": true,
        n_structure_double_array trailingContent@2 [][]
        n_structure_end_array unexpectedByte@0 ]
        n_structure_incomplete_UTF8_BOM unexpectedByte@0 hex:efbb7b7d
        n_structure_lone-invalid-utf-8 unexpectedByte@0 hex:e5
        n_structure_lone-open-bracket unexpectedEnd@1 [
        n_structure_no_data unexpectedEnd@0 hex:
        n_structure_null-byte-outside-string unexpectedByte@1 hex:5b005d
        n_structure_number_with_trailing_garbage trailingContent@1 2@
        n_structure_object_followed_by_closing_object trailingContent@2 {}}
        n_structure_object_unclosed_no_value unexpectedEnd@4 {"":
        n_structure_object_with_comment unexpectedByte@5 {"a":/*comment*/"b"}
        n_structure_object_with_trailing_garbage trailingContent@12 {"a": true} "x"
        n_structure_open_array_apostrophe unexpectedByte@1 ['
        n_structure_open_array_comma unexpectedByte@1 [,
        n_structure_open_array_open_object unexpectedEnd@2 [{
        n_structure_open_array_open_string unexpectedEnd@3 ["a
        n_structure_open_array_string unexpectedEnd@4 ["a"
        n_structure_open_object unexpectedEnd@1 {
        n_structure_open_object_close_array unexpectedByte@1 {]
        n_structure_open_object_comma unexpectedByte@1 {,
        n_structure_open_object_open_array unexpectedByte@1 {[
        n_structure_open_object_open_string unexpectedEnd@3 {"a
        n_structure_open_object_string_with_apostrophes unexpectedByte@1 {'a'
        n_structure_open_open invalidEscape@2 ["\{["\{["\{["\{
        n_structure_single_eacute unexpectedByte@0 hex:e9
        n_structure_single_star unexpectedByte@0 *
        n_structure_trailing_# trailingContent@9 {"a":"b"}#{}
        n_structure_uescaped_LF_before_string unexpectedByte@1 [\u000A""]
        n_structure_unclosed_array unexpectedEnd@2 [1
        n_structure_unclosed_array_partial_null unexpectedEnd@12 [ false, nul
        n_structure_unclosed_array_unfinished_false unexpectedEnd@12 [ true, fals
        n_structure_unclosed_array_unfinished_true unexpectedEnd@12 [ false, tru
        n_structure_unclosed_object unexpectedEnd@12 {"asd":"asd"
        n_structure_unicode-identifier unexpectedByte@0 hex:c3a5
        n_structure_whitespace_U+2060_word_joiner unexpectedByte@1 hex:5be281a05d
        n_structure_whitespace_formfeed unexpectedByte@1 hex:5b0c5d
        y_structure_lonely_false accept false
        y_structure_lonely_int accept 42
        y_structure_lonely_negative_real accept -0.1
        y_structure_lonely_null accept null
        y_structure_lonely_string accept "asd"
        y_structure_lonely_true accept true
        y_structure_string_empty accept ""
        y_structure_trailing_newline accept hex:5b2261225d0a
        y_structure_true_in_array accept [true]
        y_structure_whitespace_array accept hex:205b5d20
        """#)

    static let arrays = SuiteTable(
        #"""
        n_array_1_true_without_comma unexpectedByte@3 [1 true]
        n_array_a_invalid_utf8 unexpectedByte@1 hex:5b61e55d
        n_array_colon_instead_of_comma unexpectedByte@3 ["": 1]
        n_array_comma_after_close trailingContent@4 [""],
        n_array_comma_and_number unexpectedByte@1 [,1]
        n_array_double_comma unexpectedByte@3 [1,,2]
        n_array_double_extra_comma unexpectedByte@5 ["x",,]
        n_array_extra_close trailingContent@5 ["x"]]
        n_array_extra_comma unexpectedByte@4 ["",]
        n_array_incomplete unexpectedEnd@4 ["x"
        n_array_incomplete_invalid_value unexpectedByte@1 [x
        n_array_inner_array_no_comma unexpectedByte@2 [3[4]]
        n_array_invalid_utf8 unexpectedByte@1 hex:5bff5d
        n_array_items_separated_by_semicolon unexpectedByte@2 [1:2]
        n_array_just_comma unexpectedByte@1 [,]
        n_array_just_minus invalidNumber@2 [-]
        n_array_missing_value unexpectedByte@4 [   , ""]
        n_array_newlines_unclosed unexpectedEnd@11 hex:5b2261222c0a340a2c312c
        n_array_number_and_comma unexpectedByte@3 [1,]
        n_array_number_and_several_commas unexpectedByte@3 [1,,]
        n_array_spaces_vertical_tab_formfeed controlCharacter@2 hex:5b220b61225c665d
        n_array_star_inside unexpectedByte@1 [*]
        n_array_unclosed unexpectedEnd@3 [""
        n_array_unclosed_trailing_comma unexpectedEnd@3 [1,
        n_array_unclosed_with_new_lines unexpectedEnd@8 hex:5b312c0a310a2c31
        n_array_unclosed_with_object_inside unexpectedEnd@3 [{}
        y_array_arraysWithSpaces accept [[]   ]
        y_array_empty-string accept [""]
        y_array_empty accept []
        y_array_ending_with_newline accept ["a"]
        y_array_false accept [false]
        y_array_heterogeneous accept [null, 1, "1", {}]
        y_array_null accept [null]
        y_array_with_1_and_newline accept hex:5b310a5d
        y_array_with_leading_space accept hex:205b315d
        y_array_with_several_null accept [1,null,null,null,2]
        y_array_with_trailing_space accept hex:5b325d20
        """#)

    static let objects = SuiteTable(
        #"""
        n_object_bad_value unexpectedByte@9 ["x", truth]
        n_object_bracket_key unexpectedByte@1 hex:7b5b3a202278227d0a
        n_object_comma_instead_of_colon unexpectedByte@4 {"x", null}
        n_object_double_colon unexpectedByte@5 {"x"::"b"}
        n_object_emoji unexpectedByte@1 hex:7bf09f87a8f09f87ad7d
        n_object_garbage_at_end unexpectedByte@9 {"a":"a" 123}
        n_object_key_with_single_quotes unexpectedByte@1 {key: 'value'}
        n_object_lone_continuation_byte_in_key_and_trailing_comma invalidUTF8@2 hex:7b22b9223a2230222c7d
        n_object_missing_colon unexpectedByte@5 {"a" b}
        n_object_missing_key unexpectedByte@1 {:"b"}
        n_object_missing_semicolon unexpectedByte@5 {"a" "b"}
        n_object_missing_value unexpectedEnd@5 {"a":
        n_object_no-colon unexpectedEnd@4 {"a"
        n_object_non_string_key unexpectedByte@1 {1:1}
        n_object_non_string_key_but_huge_number_instead unexpectedByte@1 {9999E9999:1}
        n_object_repeated_null_null unexpectedByte@1 {null:null,null:null}
        n_object_several_trailing_commas unexpectedByte@8 {"id":0,,,,,}
        n_object_single_quote unexpectedByte@1 {'a':0}
        n_object_trailing_comma unexpectedByte@8 {"id":0,}
        n_object_trailing_comment trailingContent@9 {"a":"b"}/**/
        n_object_trailing_comment_open trailingContent@9 {"a":"b"}/**//
        n_object_trailing_comment_slash_open trailingContent@9 {"a":"b"}//
        n_object_trailing_comment_slash_open_incomplete trailingContent@9 {"a":"b"}/
        n_object_two_commas_in_a_row unexpectedByte@9 {"a":"b",,"c":"d"}
        n_object_unquoted_key unexpectedByte@1 {a: "b"}
        n_object_unterminated-value unexpectedEnd@7 {"a":"a
        n_object_with_single_string unexpectedByte@21 { "foo" : "bar", "a" }
        n_object_with_trailing_garbage trailingContent@9 {"a":"b"}#
        y_object accept {"asd":"sdf", "dfg":"fgh"}
        y_object_basic accept {"asd":"sdf"}
        y_object_duplicated_key accept {"a":"b","a":"c"}
        y_object_duplicated_key_and_value accept {"a":"b","a":"b"}
        y_object_empty accept {}
        y_object_empty_key accept {"":0}
        y_object_escaped_null_in_key accept {"foo\u0000bar": 42}
        y_object_extreme_numbers accept { "min": -1.0e+28, "max": 1.0e+28 }
        y_object_long_strings accept {"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}
        y_object_simple accept {"a":[]}
        y_object_string_unicode accept {"title":"\u041f\u043e\u043b\u0442\u043e\u0440\u0430 \u0417\u0435\u043c\u043b\u0435\u043a\u043e\u043f\u0430" }
        y_object_with_newlines accept hex:7b0a2261223a202262220a7d
        """#)
}
