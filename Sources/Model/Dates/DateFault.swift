/// Why a text is not the date its pattern describes.
public enum DateFault: Error, Sendable, Hashable {
    /// A part of a date or of a time.
    public enum Part: String, Sendable, Hashable {
        /// A part by its name.
        case year, month, day, hour, minute, second, fraction, offset
    }

    /// The text has no bytes.
    case empty
    /// No digits (or too few) where the part was expected.
    case missing(Part, at: Int)
    /// The byte at `at` is not the pattern's next character.
    case literal(at: Int)
    /// The part has a value the calendar or the clock does not know: month 13.
    case range(Part, Int)
    /// The month has no such day: 2023-02-29.
    case noSuchDay(year: Int, month: Int, day: Int)
    /// Something follows after the whole pattern was read.
    case trailing(at: Int)
    /// The pattern has no year, so it gives no date.
    case noDate
    /// The pattern has no hour, so it gives no time of day.
    case noTime
    /// Not a whole number since 1970, or one beyond the years 1 to 9999.
    case noCount
}

extension DateFault: CustomStringConvertible {
    /// The reason in plain words.
    public var description: String {
        switch self {
        case .empty: "no text"
        case .missing(let part, let at): "\(part.rawValue) expected at byte \(at + 1)"
        case .literal(let at): "the text departs from the pattern at byte \(at + 1)"
        case .range(let part, let value): "there is no \(part.rawValue) \(value)"
        case .noSuchDay(let year, let month, let day): "there is no day \(day) in month \(month) of \(year)"
        case .trailing(let at): "trailing text from byte \(at + 1)"
        case .noDate: "the pattern has no date"
        case .noTime: "the pattern has no time of day"
        case .noCount: "not a count since 1970 within the years 1 to 9999"
        }
    }
}
