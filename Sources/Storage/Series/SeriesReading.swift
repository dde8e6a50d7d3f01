public import Model

/// A value of a time series: a number as exact as the device wrote it, or a text.
public enum SeriesValue: Sendable, Equatable, CustomStringConvertible {
    /// `mantissa × 10^-scale`.
    case decimal(mantissa: Int64, scale: Int)
    /// A data flag, or anything that is no number.
    case text(String)

    init(_ entry: ReadingEntry, in body: ArraySlice<UInt8>) {
        if entry.isDecimal {
            self = .decimal(mantissa: entry.payload, scale: Int(entry.tag))
        } else if entry.isLetter {
            self = .text(String(UnicodeScalar(entry.tag)))
        } else {
            self = .text(String(decoding: body[entry.textRange], as: UTF8.self))
        }
    }

    /// The number; nil for a text.
    public var number: DecimalValue? {
        guard case .decimal(let mantissa, let scale) = self else { return nil }
        return try? DecimalValue(mantissa: mantissa, exponent: -scale)
    }

    /// The value as it was written: 1.230 stays 1.230.
    public var description: String {
        switch self {
        case .text(let text): return text
        case .decimal(let mantissa, let scale):
            let digits = String(mantissa.magnitude)
            let sign = mantissa < 0 ? "-" : ""
            guard scale > 0 else { return sign + digits }
            let padded = String(repeating: "0", count: max(scale + 1 - digits.count, 0)) + digits
            return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
        }
    }
}

/// One reading as it is read back.
public struct SeriesReading: Sendable, Equatable {
    /// A value and what it is of.
    public struct Value: Sendable, Equatable {
        /// The column's number.
        public let column: Int32
        /// What it is of.
        public let name: SeriesColumnName
        /// What it is.
        public let value: SeriesValue
    }

    /// The moment, or the start of the period, in milliseconds.
    public let time: Int64
    /// When it arrived.
    public let received: Int64
    /// How it came to be.
    public let origin: ReadingOrigin
    /// Its values, in the order of columns.
    public let values: [Value]
}

/// The newest value of a column.
public struct SeriesLatest: Sendable, Equatable {
    let column: Int32
    /// What it is of.
    public let name: SeriesColumnName
    /// Of when it is.
    public let time: Int64
    /// What it is.
    public let value: SeriesValue
}
