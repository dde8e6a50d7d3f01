extension DiagnosticCode {
    /// More or fewer columns than the header.
    public static let columnCount = DiagnosticCode(
        "R1001", "a row with another number of columns than the header",
        "Most often a value holds the delimiter without quotes, or a line break cut the row. Repair it at the source.")
    /// Longer than `limits.max_record`.
    public static let recordTooLong = DiagnosticCode(
        "R1002", "a record longer than the limit",
        "Raise `limits.max_record` if such records are real; else a quote or line end is missing.")
    /// Bytes that the file's encoding does not have.
    public static let badEncoding = DiagnosticCode(
        "R1003", "bytes that are not of the encoding",
        "State the encoding that the file really has (`encoding: gb18030`), or repair the row.")
    /// A quoted field that never ends.
    public static let unclosedQuote = DiagnosticCode(
        "R1004", "a quoted field without its end",
        "A quote opens a field and no other ends it. Reading goes on with the next line.")
    /// Text behind a closing quote.
    public static let textAfterQuote = DiagnosticCode(
        "R1005", "text behind a closing quote",
        "Quotes inside a quoted field must be doubled.")
    /// A NUL byte.
    public static let nulByte = DiagnosticCode(
        "R1006", "a NUL byte in a text",
        "The file is not text, or was cut while it was copied.")
    /// A line that is not JSON.
    public static let brokenJSON = DiagnosticCode(
        "R1010", "a line that is not JSON",
        "The line was cut or is not one JSON value. Reading goes on with the next line.")
    /// A JSON record that is no object.
    public static let notAnObject = DiagnosticCode(
        "R1011", "a record that is not a JSON object",
        "Let `records:` lead to objects.")
    /// A single value where a list is read.
    public static let notAList = DiagnosticCode(
        "R1012", "a value where a list should be",
        "The source has begun to write the list in another way, such as a text with JSON in it: have it write a list again. "
            + "What the record said before stays.")
    /// A record without a key.
    public static let noKey = DiagnosticCode(
        "R1020", "the record has no key",
        "Every path of the connector's `identity:` is empty in it. Give it a key at the source, or let "
            + "`identity:` name paths that every record has.")
    /// A database value longer than `limits.max_record`.
    public static let valueTooLong = DiagnosticCode(
        "R1030", "a database value longer than the limit",
        "Raise `limits.max_record` if such values are real, or leave the column out with a query.")

    /// Bytes of a device that are no packet, or a packet that cannot be taken.
    public static let refusedPacket = DiagnosticCode(
        "R1040", "a device's packet that was refused",
        "`envhub hj212 decode` explains the kept bytes. Most often the device's program or its MN has to be set right.")

    /// What can be wrong with a record before any mapping sees it.
    static let decoding: [DiagnosticCode] = [
        columnCount, recordTooLong, badEncoding, unclosedQuote, textAfterQuote, nulByte, brokenJSON,
        notAnObject, notAList, noKey, valueTooLong, refusedPacket,
    ]
}
