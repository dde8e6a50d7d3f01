/// A record that cannot be read, with its place. Reading goes on after it.
public struct CSVProblem: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// A quoted field does not end before the file does.
        case unclosedQuote
        /// Something other than a delimiter or a line end follows a closing quote.
        case textAfterQuote
        /// The record holds a NUL byte.
        case nulByte
        /// A field is larger than the format's limit in bytes.
        case fieldTooLong(limit: Int)
        /// The record is larger than the format's limit in bytes.
        case recordTooLong(limit: Int)
        /// The record has more columns than the format's limit.
        case tooManyColumns(found: Int, limit: Int)
        /// The record has another number of columns than the header.
        case columnCount(found: Int, expected: Int)
    }

    /// What is wrong.
    public let kind: Kind
    /// The record's number, from 1.
    public let record: Int
    /// The physical line where the trouble is, from 1: for an unclosed quote the line of the quote.
    public let line: Int
    /// Where the trouble is, in bytes from the start of the stream.
    public let byteOffset: Int
    /// The record's raw bytes in the page, without the line end. Of a record that is too long only what the page holds.
    public let range: Range<Int>
}

extension CSVProblem: CustomStringConvertible {
    /// A sentence with the place.
    public var description: String { "line \(line), record \(record), byte \(byteOffset): \(kind)" }
}

extension CSVProblem.Kind: CustomStringConvertible {
    /// A sentence, without record contents.
    public var description: String {
        switch self {
        case .unclosedQuote: "the quoted field that starts here does not end"
        case .textAfterQuote: "text follows the closing quote of a field"
        case .nulByte: "NUL byte"
        case .fieldTooLong(let limit): "field of more than \(limit) bytes"
        case .recordTooLong(let limit): "record of more than \(limit) bytes"
        case .tooManyColumns(let found, let limit): "\(found) columns, more than \(limit)"
        case .columnCount(let found, let expected): "\(found) columns where the header has \(expected)"
        }
    }
}
