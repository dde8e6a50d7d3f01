import CSimdJSON

extension JSONError {
    init(_ page: csj_page, in source: UnsafeRawBufferPointer) {
        let offset = unsafe min(Int(page.offset), source.count)
        message = unsafe page.code.explanation
        self.offset = offset
        isTruncated = unsafe page.truncated
        (line, column) = unsafe Self.place(offset, in: source)
    }

    /// Counts lines by LF and columns by the bytes that begin a scalar.
    static func place(_ offset: Int, in source: UnsafeRawBufferPointer) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for index in 0..<offset {
            let byte = unsafe source[index]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}

extension csj_code {
    var explanation: String {
        switch self {
        case csj_empty: "the text is empty"
        case csj_too_long: "the text is longer than allowed"
        case csj_too_deep: "arrays and objects are nested deeper than allowed"
        case csj_too_many_values: "the text holds more values than allowed"
        case csj_out_of_memory: "there is not enough memory for the text"
        case csj_bad_utf8: "a byte that is not UTF-8"
        case csj_control_character: "a control character inside a string must be escaped"
        case csj_unclosed_string: "a string has no end"
        case csj_bad_escape: "an escape that JSON does not have"
        case csj_unexpected_end: "the text ends in the middle"
        default: expectation
        }
    }

    private var expectation: String {
        switch self {
        case csj_bad_number: "not a number as JSON writes it"
        case csj_bad_literal: "expected true, false or null"
        case csj_expected_value: "expected a value"
        case csj_expected_key: "expected a key in quotes"
        case csj_expected_colon: "expected ‘:’ after the key"
        case csj_expected_comma: "expected ‘,’ or the end of the array or object"
        case csj_trailing_content: "expected nothing after the value"
        default: "not JSON"
        }
    }
}
