extension DatePattern {
    /// Reads the date; a time of day that the pattern also has is checked and left out.
    public func date(_ text: Span<UInt8>) throws(DateFault) -> CivilDate {
        if !hasDate { throw .noDate }
        if let epochUnit { return try Self.moment(text, epochUnit).reading(in: .utc).date }
        let fields = try fields(text)
        _ = try fields.millisecondOfDay()
        return try fields.date()
    }

    /// Reads the date; a count since 1970 means the day that clocks of `zone` then showed.
    public func date(_ text: Span<UInt8>, zone: TimeZoneRules) throws(DateFault) -> CivilDate {
        guard let epochUnit else { return try date(text) }
        return try Self.moment(text, epochUnit).reading(in: zone).date
    }

    /// Reads the time of day in milliseconds since midnight; `24:00` is 86,400,000.
    public func millisecondOfDay(_ text: Span<UInt8>) throws(DateFault) -> Int {
        if !hasTime { throw .noTime }
        if let epochUnit { return try Int(Self.moment(text, epochUnit).reading(in: .utc).millisecondOfDay) }
        return try fields(text).millisecondOfDay()
    }

    /// Reads what the clock on the wall showed, in no zone; an offset in the text is checked and left out.
    public func dateTime(_ text: Span<UInt8>) throws(DateFault) -> CivilDateTime {
        if !hasDate { throw .noDate }
        if let epochUnit { return try Self.moment(text, epochUnit).reading(in: .utc) }
        return try fields(text).dateTime()
    }

    /// Reads a moment. The text's own offset counts; a text without one is read as a clock of `zone`.
    public func instant(_ text: Span<UInt8>, zone: TimeZoneRules) throws(DateFault) -> Instant {
        if !hasDate { throw .noDate }
        if let epochUnit { return try Self.moment(text, epochUnit) }
        let fields = try fields(text)
        let reading = try fields.dateTime()
        guard let offset = fields.offset else { return reading.instant(in: zone) }
        return Instant(milliseconds: reading.instant(in: .utc).milliseconds - Int64(offset) * 1000)
    }

    /// Reads the text's UTF-8 bytes as a date.
    public func date(_ text: String) throws(DateFault) -> CivilDate { try date(Array(text.utf8).span) }

    /// Reads the text's UTF-8 bytes as what a clock showed.
    public func dateTime(_ text: String) throws(DateFault) -> CivilDateTime { try dateTime(Array(text.utf8).span) }

    /// Reads the text's UTF-8 bytes as a moment.
    public func instant(_ text: String, zone: TimeZoneRules) throws(DateFault) -> Instant {
        try instant(Array(text.utf8).span, zone: zone)
    }

    /// The moment of a count since 1970; a fraction of a second is kept to milliseconds.
    private static func moment(_ text: Span<UInt8>, _ unit: Int64) throws(DateFault) -> Instant {
        if text.isEmpty { throw .empty }
        guard let milliseconds = milliseconds(text, unit) else { throw .noCount }
        let moment = Instant(milliseconds: milliseconds)
        if moment < .first || .last < moment { throw .noCount }
        return moment
    }

    private static func milliseconds(_ text: Span<UInt8>, _ unit: Int64) -> Int64? {
        if let count = try? Int64(decimal: text) {
            let (product, overflow) = count.multipliedReportingOverflow(by: unit)
            return overflow ? nil : product
        }
        guard let count = try? DecimalValue(text, options: .exponent), let factor = try? DecimalValue(unit),
            let product = try? count.multiplied(by: factor)
        else { return nil }
        return try? Int64(decimal: product.rounded(places: 0).description)
    }

    private func fields(_ text: Span<UInt8>) throws(DateFault) -> DateFields {
        if text.isEmpty { throw .empty }
        var fields = DateFields()
        var at = 0
        for step in steps {
            switch step {
            case .literal(let byte):
                guard at < text.count, text[at] == byte else { throw .literal(at: at) }
                at += 1
            case .part(.offset, _, _):
                guard let offset = ZoneText.read(text, &at) else { throw .missing(.offset, at: at) }
                try fields.set(.offset, Int(offset))
            case .part(let part, let least, let most):
                try fields.set(part, Self.number(part, text, &at, Int(least), Int(most)))
            }
        }
        if at < text.count { throw .trailing(at: at) }
        return fields
    }

    private static func number(
        _ part: DateFault.Part, _ text: Span<UInt8>, _ at: inout Int, _ least: Int, _ most: Int
    ) throws(DateFault) -> Int {
        let start = at
        var value = 0
        while at - start < most, at < text.count, let digit = DecimalScan.digit(text[at]) {
            // Digits of a fraction after the third are read over: moments have milliseconds.
            if part != .fraction || at - start < 3 { value = value * 10 + Int(digit) }
            at += 1
        }
        if at - start < least { throw .missing(part, at: start) }
        if part == .fraction, least < 3 { value *= least == 1 ? 100 : 10 }
        return value
    }
}
