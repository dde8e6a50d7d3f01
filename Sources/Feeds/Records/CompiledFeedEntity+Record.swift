public import Model

extension CompiledFeedEntity {
    /// Appends the record of the row whose values begin at `base`, as a JSON object: the feed's columns in the feed's
    /// order, masked; what has no value is null.
    public func appendRecord(
        _ values: [MappedValue], at base: Int, arena: [UInt8], to out: inout [UInt8]
    ) {
        var keyStart = 0
        for at in columns.indices {
            let keyEnd = keyEnds[at]
            out.append(contentsOf: keys[keyStart..<keyEnd])
            keyStart = keyEnd
            let value = values[base &+ columns[at].index]
            if case .keep = columns[at].mask {
                append(value, target: columns[at].target, arena: arena, to: &out)
            } else {
                columns[at].mask.append(value, arena: arena, to: &out)
            }
        }
        out.append(UInt8(ascii: "}"))
    }

    /// Appends one value as JSON.
    private func append(
        _ value: MappedValue, target: HubID.Prefix?, arena: [UInt8], to out: inout [UInt8]
    ) {
        switch value.kind {
        case .text: out.append(quoted: arena, value.range)
        case .list: out.append(contentsOf: arena[value.range])
        case .reference:
            guard let target else { return out.append(literal: "null") }
            out.append(UInt8(ascii: "\""))
            HubID(prefix: target, number: value.payload).append(to: &out)
            out.append(UInt8(ascii: "\""))
        // A reference that was never resolved names nothing that a partner could look up.
        case .null, .key, .row: out.append(literal: "null")
        case .integer, .decimal, .bool, .date, .datetime: out.append(scalar: value)
        }
    }
}

extension [UInt8] {
    /// Appends a value that lies in itself, as JSON.
    mutating func append(scalar value: MappedValue) {
        switch value.kind {
        case .integer: value.payload.appendDecimal(to: &self)
        case .decimal: append(decimal: value.payload, exponent: Int(value.exponent))
        case .bool: append(literal: value.payload == 0 ? "false" : "true")
        case .date:
            guard let date = CivilDate(daysSinceEpoch: Int(value.payload)) else { return append(literal: "null") }
            append(UInt8(ascii: "\""))
            date.append(to: &self)
            append(UInt8(ascii: "\""))
        case .datetime: append(instant: value.payload)
        default: append(literal: "null")
        }
    }

    /// Appends a moment as a JSON string, RFC 3339 in UTC.
    mutating func append(instant milliseconds: Int64) {
        append(UInt8(ascii: "\""))
        Instant(milliseconds: milliseconds).append(to: &self)
        append(UInt8(ascii: "\""))
    }

    /// Appends `mantissa × 10^exponent` as plain decimal text.
    mutating func append(decimal mantissa: Int64, exponent: Int) {
        if exponent == 0 { return mantissa.appendDecimal(to: &self) }
        guard let value = try? DecimalValue(mantissa: mantissa, exponent: exponent) else {
            return append(literal: "null")
        }
        value.append(to: &self)
    }
}
