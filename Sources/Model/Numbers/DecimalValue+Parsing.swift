extension DecimalValue {
    /// Forms of numbers read beside the plain `-12.5`.
    public struct Options: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8

        /// Options of the given bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `1,234,567.8`: commas between groups of three integer digits.
        public static let separators = Options(rawValue: 1)
        /// `1.5e-3`, as JSON and spreadsheets write it.
        public static let exponent = Options(rawValue: 2)
        /// `.5`, as Oracle's exports write it.
        public static let bareFraction = Options(rawValue: 4)
    }

    /// Reads optional sign, digits, optional point and digits; nothing else, no blanks around, ASCII only.
    ///
    /// Throws a ``DecimalFault`` that says where the text stops being a number.
    public init(_ text: Span<UInt8>, options: Options = []) throws(DecimalFault) {
        var scan = DecimalScan()
        try scan.run(text, options)
        if scan.sticky {
            self = try DecimalValue(
                negative: scan.negative, magnitude: UInt128(scan.digits), exponent: scan.exponent, sticky: true)
        } else {
            self = try DecimalValue(negative: scan.negative, magnitude: scan.digits, exponent: scan.exponent)
        }
    }

    /// Reads the text's UTF-8 bytes.
    public init(_ text: String, options: Options = []) throws(DecimalFault) {
        self = try DecimalValue(Array(text.utf8).span, options: options)
    }
}
