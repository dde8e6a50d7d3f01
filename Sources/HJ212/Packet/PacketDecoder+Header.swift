extension PacketDecoder {
    /// The header fields, in the order of the standard (HJ 212-2017 table 3).
    enum HeaderField: UInt8, CaseIterable {
        case qn, st, cn, pw, mn, flag, pnum, pno, rf, cp

        /// The field of a name, packed; nil for another.
        @inline(__always) init?(_ name: UInt64) {
            switch name {
            case FieldSuffix.key("QN"): self = .qn
            case FieldSuffix.key("ST"): self = .st
            case FieldSuffix.key("CN"): self = .cn
            case FieldSuffix.key("PW"): self = .pw
            case FieldSuffix.key("MN"): self = .mn
            case FieldSuffix.key("Flag"): self = .flag
            case FieldSuffix.key("PNUM"): self = .pnum
            case FieldSuffix.key("PNO"): self = .pno
            case FieldSuffix.key("RF"): self = .rf
            case FieldSuffix.key("CP"): self = .cp
            default: return nil
            }
        }

        var name: StaticString {
            switch self {
            case .qn: "QN"
            case .st: "ST"
            case .cn: "CN"
            case .pw: "PW"
            case .mn: "MN"
            case .flag: "Flag"
            case .pnum: "PNUM"
            case .pno: "PNO"
            case .rf: "RF"
            case .cp: "CP"
            }
        }
    }

    /// The most bytes of a header value; the standard's longest, MN, has 24.
    static let longestHeader = 64

    /// Reads `key=value;` up to the data region.
    mutating func readHeader(_ frame: Span<UInt8>, _ packet: inout Packet, upTo end: Int) {
        var at = packet.layout.segment.lowerBound
        var seen: UInt16 = 0
        while at < end {
            let start = at
            var name: UInt64 = 0
            while at < end, frame[at] != UInt8(ascii: "="), !Self.endsField(frame[at]) {
                name = at &- start < 8 ? name | UInt64(frame[at]) << UInt64((at &- start) &* 8) : ~0
                at += 1
            }
            if at == end || frame[at] != UInt8(ascii: "=") {
                skip(start..<at, frame, &packet)
                at += 1
                continue
            }
            guard let field = HeaderField(name) ?? oddField(start..<at, frame, &packet) else {
                note(&packet, .unknownHeader, at: start)
                at = next(value(from: at + 1, end, frame, &packet), end, frame)
                continue
            }
            order(field, &seen, &packet, at: start)
            if field == .cp { return openRegion(at + 1, frame, &packet) }
            let upTo = value(from: at + 1, end, frame, &packet)
            if upTo - at > Self.longestHeader { fail(&packet, .header, at: at + 1, length: upTo - at - 1) }
            set(field, ByteSlice(at + 1, upTo), &packet)
            at = next(upTo, end, frame)
        }
        fail(&packet, .noRegion, at: max(end, packet.layout.segment.lowerBound))
    }

    /// Behind the separator at a place, if there is one.
    private func next(_ at: Int, _ end: Int, _ frame: Span<UInt8>) -> Int {
        at < end && Self.endsField(frame[at]) ? at + 1 : at
    }

    @inline(__always) static func endsField(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
    }

    /// Where a header value ends: at `;`, or at `,`, or where the next field begins without either.
    private mutating func value(from start: Int, _ end: Int, _ frame: Span<UInt8>, _ packet: inout Packet) -> Int {
        var at = start
        while at < end, frame[at] != UInt8(ascii: ";") {
            if frame[at] == UInt8(ascii: ",") {
                note(&packet, .commaInHeader, at: at)
                return at
            }
            if frame[at] == UInt8(ascii: "="), let name = nameBefore(at, start, frame) {
                note(&packet, .missingSeparator, at: name)
                return name
            }
            at += 1
        }
        return at
    }

    /// Where the name of a header field begins that ends at a place; nil when none does.
    private func nameBefore(_ at: Int, _ start: Int, _ frame: Span<UInt8>) -> Int? {
        for length in [4, 3, 2] where at - length >= start {
            var name: UInt64 = 0
            for step in 0..<length { name |= UInt64(frame[at - length + step]) << UInt64(step * 8) }
            if HeaderField(name) != nil { return at - length }
        }
        return nil
    }

    /// A field whose name has blanks around it, or letters of the other case; nil for one that is unknown.
    @inline(never)
    private mutating func oddField(_ range: Range<Int>, _ frame: Span<UInt8>, _ packet: inout Packet) -> HeaderField? {
        var (from, upTo) = (range.lowerBound, range.upperBound)
        while from < upTo, frame[from] == 0x20 { from += 1 }
        while upTo > from, frame[upTo - 1] == 0x20 { upTo -= 1 }
        let field = HeaderField.allCases.first { field in
            field.name.utf8CodeUnitCount == upTo - from
                && (0..<upTo - from).allSatisfy { frame[from + $0] | 0x20 == field.name.letter($0) | 0x20 }
        }
        guard let field else { return nil }
        if from != range.lowerBound || upTo != range.upperBound { note(&packet, .blanks, at: range.lowerBound) }
        let isExact = (0..<upTo - from).allSatisfy { frame[from + $0] == field.name.letter($0) }
        if !isExact { note(&packet, .headerCase, at: from) }
        return field
    }

    /// A part of the header without `=`.
    private mutating func skip(_ range: Range<Int>, _ frame: Span<UInt8>, _ packet: inout Packet) {
        if range.isEmpty {
            note(&packet, .emptyItem, at: range.lowerBound)
        } else {
            fail(&packet, .header, at: range.lowerBound, length: range.count)
        }
    }

    private mutating func order(_ field: HeaderField, _ seen: inout UInt16, _ packet: inout Packet, at: Int) {
        let bit = UInt16(1) << UInt16(field.rawValue)
        if seen & bit != 0 { note(&packet, .doubleHeader, at: at) }
        if seen >= bit << 1 {
            let isOfParts = field == .pnum && seen >> UInt16(HeaderField.pno.rawValue) == 1
            note(&packet, isOfParts ? .partOrder : .headerOrder, at: at)
        }
        seen |= bit
    }

    private func set(_ field: HeaderField, _ value: ByteSlice, _ packet: inout Packet) {
        switch field {
        case .qn: packet.qn = value
        case .st: packet.st = value
        case .cn: packet.cn = value
        case .pw: packet.pw = value
        case .mn: packet.mn = value
        case .flag: packet.flag = value
        case .pnum: packet.pnum = value
        case .pno: packet.pno = value
        case .rf: packet.rf = value
        case .cp: break
        }
    }

    /// The data region behind `CP=`.
    private mutating func openRegion(_ at: Int, _ frame: Span<UInt8>, _ packet: inout Packet) {
        let closing = packet.layout.segment.upperBound - 2
        guard at + 2 <= closing, frame[at] == UInt8(ascii: "&"), frame[at + 1] == UInt8(ascii: "&") else {
            return fail(&packet, .openRegion, at: at)
        }
        packet.region = ByteSlice(at + 2, closing)
        if at + 5 <= closing, frame[at + 2] == UInt8(ascii: "{"), frame[at + 3] == UInt8(ascii: "0"),
            frame[at + 4] | 0x20 == UInt8(ascii: "x")
        {
            packet.notes.insert(.encrypted)
        }
    }
}
