extension PacketDecoder {
    /// Reads a field that is not as the standard writes it, or has no number in it.
    mutating func readOther(_ frame: Span<UInt8>, _ packet: inout Packet, _ reading: inout FieldReading) {
        let range = reading.value.range
        if reading.code.isEmpty {
            let start = Int(reading.code.offset)
            fail(&packet, .noFieldName, at: start, length: range.upperBound - start)
        }
        checkText(frame, &packet, reading.code.range)
        checkText(frame, &packet, reading.suffixText.range)
        checkText(frame, &packet, range)
        if trimmed(frame, reading.code) != reading.code { note(&packet, .blanks, at: Int(reading.code.offset)) }
        if reading.suffix == .none { return readPlain(frame, &packet, &reading) }
        let place = trimmedValue(frame, &packet, reading)
        switch reading.suffix.value {
        case .number: readNumber(frame, &packet, &reading, place)
        case .flag: readFlag(frame, &packet, &reading, place)
        case .time: readTime(frame, &packet, &reading, place)
        case .text:
            (reading.mantissa, reading.scale, reading.kind) = (0, 0, .text)
            if range.isEmpty { empty(&packet, &reading) }
        }
    }

    private mutating func empty(_ packet: inout Packet, _ reading: inout FieldReading) {
        note(&packet, .emptyValue, at: Int(reading.value.offset))
        reading.kind = .empty
    }

    private mutating func readNumber(
        _ frame: Span<UInt8>, _ packet: inout Packet, _ reading: inout FieldReading, _ place: ByteSlice
    ) {
        if reading.kind == .number { return }
        if place.isEmpty { return empty(&packet, &reading) }
        var scan = NumberScan()
        let outcome = scan.read(frame.extracting(place.range))
        switch outcome {
        case .number, .rounded:
            (reading.mantissa, reading.scale, reading.kind) = (
                scan.mantissa, Int8(truncatingIfNeeded: scan.scale), .number
            )
            if scan.isOdd { note(&packet, .numberForm, at: Int(place.offset)) }
            if outcome == .rounded { note(&packet, .roundedNumber, at: Int(place.offset)) }
        case .huge, .none:
            if place.length == 1, DataFlag(byte: frame[Int(place.offset)]).isKnown {
                note(&packet, .flagAsValue, at: Int(place.offset))
                (reading.kind, reading.flagByte) = (.flag, frame[Int(place.offset)])
                return
            }
            reading.kind = .bad
            fail(&packet, outcome == .huge ? .hugeNumber : .badNumber, at: Int(place.offset), length: place.count)
        }
    }

    /// The value without blanks around it, which are noted.
    private mutating func trimmedValue(_ frame: Span<UInt8>, _ packet: inout Packet, _ reading: FieldReading)
        -> ByteSlice
    {
        let place = trimmed(frame, reading.value)
        if place != reading.value { note(&packet, .blanks, at: Int(reading.value.offset)) }
        return place
    }

    private func trimmed(_ frame: Span<UInt8>, _ value: ByteSlice) -> ByteSlice {
        var (from, upTo) = (value.range.lowerBound, value.range.upperBound)
        while from < upTo, frame[from] == 0x20 { from += 1 }
        while upTo > from, frame[upTo - 1] == 0x20 { upTo -= 1 }
        return ByteSlice(from, upTo)
    }

    private mutating func readFlag(
        _ frame: Span<UInt8>, _ packet: inout Packet, _ reading: inout FieldReading, _ place: ByteSlice
    ) {
        (reading.mantissa, reading.scale, reading.kind) = (0, 0, .flag)
        if place.isEmpty { return empty(&packet, &reading) }
        reading.flagByte = frame[Int(place.offset)]
        if place.length == 1, DataFlag(byte: reading.flagByte).isKnown { return }
        note(&packet, .unknownFlag, at: Int(place.offset))
        if place.length > 1 { (reading.flagByte, reading.kind) = (UInt8(ascii: "?"), .text) }
    }

    private mutating func readTime(
        _ frame: Span<UInt8>, _ packet: inout Packet, _ reading: inout FieldReading, _ place: ByteSlice
    ) {
        (reading.mantissa, reading.scale, reading.kind) = (0, 0, .time)
        if place.isEmpty { return empty(&packet, &reading) }
        guard let stamp = stamp(frame, &packet, place) else {
            reading.kind = .bad
            return fail(&packet, .badTime, at: Int(place.offset), length: place.count)
        }
        reading.mantissa = stamp.packed
    }

    /// A time, with notes on its form.
    private mutating func stamp(_ frame: Span<UInt8>, _ packet: inout Packet, _ place: ByteSlice) -> CivilStamp? {
        guard let stamp = CivilStamp(frame.extracting(place.range)) else { return nil }
        if place.length == 17 { note(&packet, .longTime, at: Int(place.offset)) }
        if place.length == 12 { note(&packet, .shortTime, at: Int(place.offset)) }
        return stamp
    }

    /// A key without a suffix: `DataTime` and the like, or a factor that lacks one.
    private mutating func readPlain(_ frame: Span<UInt8>, _ packet: inout Packet, _ reading: inout FieldReading) {
        let code = frame.extracting(reading.code.range)
        let place = trimmedValue(frame, &packet, reading)
        if Self.isKey(code, "DataTime") {
            readDataTime(frame, &packet, &reading, place)
        } else if Self.isKey(code, "Flag") {
            note(&packet, .flagItem, at: Int(reading.code.offset))
            readFlag(frame, &packet, &reading, place)
        } else {
            if place.isEmpty { empty(&packet, &reading) }
            if !RegionKey.isKnown(code), !reading.code.isEmpty {
                note(&packet, .noSuffix, at: Int(reading.code.offset))
            }
        }
    }

    private mutating func readDataTime(
        _ frame: Span<UInt8>, _ packet: inout Packet, _ reading: inout FieldReading, _ place: ByteSlice
    ) {
        if packet.dataTime != nil { note(&packet, .doubleKey, at: Int(reading.code.offset)) }
        guard let stamp = stamp(frame, &packet, place) else {
            (reading.mantissa, reading.scale, reading.kind) = (0, 0, .bad)
            return fail(&packet, .badDataTime, at: Int(place.offset), length: place.count)
        }
        packet.dataTime = stamp
        (reading.mantissa, reading.scale, reading.kind) = (stamp.packed, 0, .time)
    }

    @inline(__always)
    private static func isKey(_ code: Span<UInt8>, _ name: StaticString) -> Bool {
        guard code.count == name.utf8CodeUnitCount else { return false }
        for index in 0..<code.count where code[index] != name.letter(index) { return false }
        return true
    }
}
