// Values from and to the words of Model.
extension MappedValue {
    /// An exact decimal.
    @inline(__always) public init(_ decimal: DecimalValue) {
        self.init(.decimal, payload: decimal.mantissa, exponent: Int8(truncatingIfNeeded: decimal.exponent))
    }

    /// The decimal that prints like `double`, null when there is none (not a number, out of range).
    public init(decimal double: Double) {
        guard let decimal = try? DecimalValue(double: double) else {
            self = .null
            return
        }
        self.init(decimal)
    }

    /// A decimal's value; nil for other kinds.
    public var decimal: DecimalValue? {
        kind == .decimal ? try? DecimalValue(mantissa: payload, exponent: Int(exponent)) : nil
    }

    /// The double nearest to a decimal.
    public var double: Double {
        if payload.magnitude < 1 << 53, exponent >= -22, exponent <= 0 {
            return Double(payload) / MappedValue.powers[Int(-exponent)]
        }
        return decimal?.doubleValue ?? 0
    }

    /// A day.
    public init(_ date: CivilDate) {
        self.init(.date, payload: Int64(date.daysSinceEpoch))
    }

    /// A day's `yyyy-MM-dd`.
    public var dateText: [UInt8] {
        var text: [UInt8] = []
        CivilDate(daysSinceEpoch: Int(payload))?.append(to: &text)
        return text
    }

    /// The length of a day's text in bytes.
    public static let dateLength = 10

    /// Appends a day's `yyyy-MM-dd`; as many blanks for a number that is no day of years 1 to 9999.
    public func appendDateText(to buffer: inout [UInt8]) {
        guard let date = CivilDate(daysSinceEpoch: Int(payload)) else {
            buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: MappedValue.dateLength))
            return
        }
        date.append(to: &buffer)
    }

    /// The day that `text` (`yyyy-MM-dd`) says, null when it says none.
    public init(dateText text: [UInt8]) {
        guard let date = try? MappedValue.isoDate.date(text.span) else {
            self = .null
            return
        }
        self.init(date)
    }

    private static let isoDate = try! DatePattern("yyyy-MM-dd")
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]
}
