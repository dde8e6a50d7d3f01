import Model

/// What can be wrong with a record before any mapping sees it. Such a record is counted, quarantined and never lost.
public enum RecordFault: String, CaseIterable, Sendable {
    /// More or fewer columns than the header.
    case columnCount = "R1001"
    /// Longer than `limits.max_record`.
    case tooLong = "R1002"
    /// Bytes that the file's encoding does not have.
    case encoding = "R1003"
    /// A quoted field that never ends.
    case unclosedQuote = "R1004"
    /// Text behind a closing quote.
    case textAfterQuote = "R1005"
    /// A NUL byte.
    case nulByte = "R1006"
    /// A field larger than the limit.
    case fieldTooLong = "R1007"
    /// A line that is not JSON.
    case brokenJSON = "R1010"
    /// A JSON record that is no object.
    case notAnObject = "R1011"
    /// A database value longer than `limits.max_record`.
    case valueTooLong = "R1030"

    /// The headline.
    public var title: String {
        switch self {
        case .columnCount: "a row with another number of columns than the header"
        case .tooLong: "a record longer than the limit"
        case .encoding: "bytes that are not of the encoding"
        case .unclosedQuote: "a quoted field without its end"
        case .textAfterQuote: "text behind a closing quote"
        case .nulByte: "a NUL byte in a text"
        case .fieldTooLong: "a field longer than the limit"
        case .brokenJSON: "a line that is not JSON"
        case .notAnObject: "a record that is not a JSON object"
        case .valueTooLong: "a database value longer than the limit"
        }
    }

    /// The cause, and what to do.
    public var explanation: String {
        switch self {
        case .columnCount:
            "Most often a value holds the delimiter without quotes, or a line break cut the row. Repair it at the source."
        case .tooLong: "Raise `limits.max_record` if such records are real; else a quote or line end is missing."
        case .encoding: "State the encoding that the file really has (`encoding: gb18030`), or repair the row."
        case .unclosedQuote: "A quote opens a field and no other ends it. Reading goes on with the next line."
        case .textAfterQuote: "Quotes inside a quoted field must be doubled."
        case .nulByte: "The file is not text, or was cut while it was copied."
        case .fieldTooLong: "Raise `limits.max_record` if such values are real."
        case .brokenJSON: "The line was cut or is not one JSON value. Reading goes on with the next line."
        case .notAnObject: "Let `records:` lead to objects."
        case .valueTooLong: "Raise `limits.max_record` if such values are real, or leave the column out with a query."
        }
    }

    /// The fault of a record.
    func at(_ place: RecordPage.Place, _ detail: String) -> RecordPage.Fault {
        RecordPage.Fault(place: place, code: rawValue, message: detail.isEmpty ? title : detail)
    }
}
