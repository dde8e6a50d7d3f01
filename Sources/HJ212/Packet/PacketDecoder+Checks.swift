extension PacketDecoder {
    /// Looks at each header field.
    mutating func checkHeader(_ frame: Span<UInt8>, _ packet: inout Packet) {
        let start = packet.layout.segment.lowerBound
        let end = packet.region.isPresent ? Int(packet.region.offset) - 2 : packet.layout.segment.upperBound - 2
        var isOdd = false
        for at in start..<max(start, end) where frame[at] &- 0x20 >= 0x5f { isOdd = true }
        if isOdd { checkText(frame, &packet, start..<end) }
        checkCommand(frame, &packet)
        checkQN(frame, &packet)
        checkSystem(frame, &packet)
        if !packet.pw.isPresent {
            packet.notes.insert(.noPW)
        } else if packet.pw.length != 6 {
            note(&packet, packet.pw.isEmpty ? .emptyPW : .oddPW, at: Int(packet.pw.offset))
        }
        checkMN(frame, &packet)
        checkFlag(frame, &packet)
    }

    private mutating func checkCommand(_ frame: Span<UInt8>, _ packet: inout Packet) {
        let place = packet.cn
        guard place.isPresent, !place.isEmpty else { return fail(&packet, .noCN, at: missing(place, packet)) }
        guard place.length == 4, let number = Self.number(frame, place.range) else {
            return fail(&packet, .badCN, at: Int(place.offset), length: place.count)
        }
        packet.command = number
        if CommandCode.index[number] < 0 { note(&packet, .unknownCN, at: Int(place.offset)) }
    }

    private mutating func checkQN(_ frame: Span<UInt8>, _ packet: inout Packet) {
        guard packet.qn.isPresent, !packet.qn.isEmpty else { return packet.notes.insert(.noQN) }
        if packet.qn.length != 17 || CivilStamp(frame.extracting(packet.qn.range)) == nil {
            note(&packet, .oddQN, at: Int(packet.qn.offset))
        }
    }

    private mutating func checkSystem(_ frame: Span<UInt8>, _ packet: inout Packet) {
        guard packet.st.isPresent, !packet.st.isEmpty else { return packet.notes.insert(.noST) }
        let at = Int(packet.st.offset)
        if packet.st.length != 2 || !SystemCode.isKnown(frame[at], frame[at + 1]) { note(&packet, .oddST, at: at) }
    }

    private mutating func checkMN(_ frame: Span<UInt8>, _ packet: inout Packet) {
        let place = packet.mn
        guard place.isPresent, !place.isEmpty else { return fail(&packet, .noMN, at: missing(place, packet)) }
        var isHexadecimal = place.length == 24
        for at in place.range {
            let byte = frame[at]
            if byte <= 0x20 || byte >= 0x7f || place.length > 64 {
                return fail(&packet, .badMN, at: at, length: place.range.upperBound - at)
            }
            if byte &- 0x30 >= 10, byte &- 0x41 >= 6 { isHexadecimal = false }
        }
        if !isHexadecimal { note(&packet, .oddMN, at: Int(place.offset)) }
    }

    private mutating func checkFlag(_ frame: Span<UInt8>, _ packet: inout Packet) {
        let place = packet.flag
        if !place.isPresent {
            packet.notes.insert(.noFlag)
        } else if (1...3).contains(place.count), let number = Self.number(frame, place.range), number < 256 {
            packet.flagBits = UInt8(number)
            if number > 11 { note(&packet, .unknownVersion, at: Int(place.offset)) }
        } else {
            fail(&packet, .badFlag, at: Int(place.offset), length: place.count)
        }
        let isNumbered = (packet.flagBits ?? 0) & FlagBit.parts != 0
        guard packet.pnum.isPresent || packet.pno.isPresent else {
            if isNumbered { note(&packet, .unnumbered, at: Int(place.offset)) }
            return
        }
        if !isNumbered { packet.notes.insert(.unflaggedParts) }
        let (count, number) = (part(frame, packet.pnum), part(frame, packet.pno))
        guard let count, let number, number <= count || !packet.pnum.isPresent else {
            let wrong = packet.pno.isPresent ? packet.pno : packet.pnum
            return fail(&packet, .badParts, at: Int(wrong.offset), length: wrong.count)
        }
        if count == 0 || number == 0 { note(&packet, .unnumbered, at: Int(max(packet.pnum.offset, packet.pno.offset))) }
        (packet.partCount, packet.partNumber) = (count, number)
    }

    /// A number from 1 to 9999; 0 when the field is not there, nil when it is none.
    private func part(_ frame: Span<UInt8>, _ place: ByteSlice) -> Int? {
        guard place.isPresent else { return 0 }
        guard (1...4).contains(place.count), let number = Self.number(frame, place.range), number > 0 else {
            return nil
        }
        return number
    }

    /// Where something that is missing would be looked for.
    private func missing(_ place: ByteSlice, _ packet: Packet) -> Int {
        place.isPresent ? Int(place.offset) : packet.layout.segment.lowerBound
    }

    /// The number that a few digits make; nil when there is something else.
    static func number(_ frame: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var number = 0
        for at in range {
            let digit = frame[at] &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    /// Compares checksum and length with what the data segment has.
    mutating func checkSums(_ frame: Span<UInt8>, _ packet: inout Packet) {
        let layout = packet.layout
        packet.computedChecksum = Checksum.of(frame.extracting(layout.segment))
        if packet.isEncrypted {
            return fail(&packet, .noKey, at: Int(packet.region.offset), length: packet.region.count)
        }
        let found = layout.segment.count
        let isWrongLength = found != layout.declaredLength
        if !layout.hasChecksum {
            fail(&packet, .noChecksum, at: layout.checksum.lowerBound, length: layout.checksum.count)
        } else {
            var (written, hasSmall) = (UInt16(0), false)
            for at in layout.checksum {
                written = written << 4 | UInt16(HexDigit.value(frame[at]) ?? 0)
                if frame[at] >= 0x61 { hasSmall = true }
            }
            packet.writtenChecksum = written
            if hasSmall { note(&packet, .smallChecksum, at: layout.checksum.lowerBound) }
            if written == packet.computedChecksum { return }
            fail(
                &packet, .checksum(written: written, computed: packet.computedChecksum), at: layout.checksum.lowerBound,
                length: 4)
        }
        guard isWrongLength else { return }
        packet.notes.remove(.wrongLength)
        fail(
            &packet, .length(declared: layout.declaredLength, found: found), at: layout.length.lowerBound,
            length: layout.length.count)
    }

    /// Looks at the data region as a whole.
    mutating func checkRegion(_ packet: inout Packet) {
        guard packet.dataTime == nil, let period = packet.period, period != .instant || packet.command == 2011,
            !packet.isBroken
        else { return }
        if fields.contains(where: \.isValue) { fail(&packet, .noDataTime, at: Int(packet.region.offset)) }
    }
}
