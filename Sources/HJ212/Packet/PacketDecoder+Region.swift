extension PacketDecoder {
    /// One key as it is read: `code-Suffix`.
    struct Key {
        var from: Int
        var upTo: Int
        /// The last `-`; -1 when there is none.
        var dash = -1
        /// Whether there is more in it than printable ASCII.
        var isOdd = false
        /// The letters behind the dash, up to eight.
        var letters: UInt64 = 0
    }

    /// Reads the items between `&&` and `&&`: `key=value,key=value;…`.
    mutating func readRegion(_ frame: Span<UInt8>, _ packet: inout Packet) {
        repeats.clear()
        let end = packet.region.range.upperBound
        var at = packet.region.range.lowerBound
        var item = 0
        var itemStart = 0
        while at < end {
            let key = readKey(frame, at, end)
            at = key.upTo
            if at < end, frame[at] == UInt8(ascii: "=") {
                at = readField(frame, &packet, key, end, item)
            } else if key.upTo > key.from {
                readBare(frame, &packet, key, item)
            } else {
                note(&packet, .emptyItem, at: at)
            }
            guard at < end else { break }
            if frame[at] == UInt8(ascii: ";") {
                finishItem(frame, &packet, itemStart)
                itemStart = fields.count
                item &+= 1
                if at + 1 == end { note(&packet, .trailingSemicolon, at: at) }
            } else if at + 1 == end {
                note(&packet, .emptyItem, at: at)
            }
            at &+= 1
        }
        finishItem(frame, &packet, itemStart)
    }

    /// A key up to `=`, `,` or `;`.
    @inline(__always)
    private func readKey(_ frame: Span<UInt8>, _ start: Int, _ end: Int) -> Key {
        var key = Key(from: start, upTo: start)
        var at = start
        var shift: UInt64 = 0
        while at < end {
            let byte = frame[at]
            if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") { break }
            if byte == UInt8(ascii: "-") {
                (key.letters, shift) = (0, 0)
                key.dash = at
            } else if shift < 64 {
                key.letters |= UInt64(byte) &<< shift
                shift &+= 8
            } else {
                key.letters = ~0
            }
            if byte &- 0x21 >= 0x5e { key.isOdd = true }
            at &+= 1
        }
        key.upTo = at
        return key
    }

    /// A field with `=`; the place behind its value.
    @inline(__always)
    private mutating func readField(
        _ frame: Span<UInt8>, _ packet: inout Packet, _ key: Key, _ end: Int, _ item: Int
    ) -> Int {
        let start = key.upTo &+ 1
        var reading = FieldReading(
            code: ByteSlice(key.from, key.dash < 0 ? key.upTo : key.dash),
            suffixText: key.dash < 0 ? .absent : ByteSlice(key.dash &+ 1, key.upTo), item: item)
        if key.dash >= 0 {
            let letters = frame.extracting(key.dash &+ 1..<key.upTo)
            let (suffix, isExact) = FieldSuffix.of(key.letters, letters.count, letters)
            reading.suffix = suffix
            if !isExact { note(&packet, .suffixCase, at: key.dash + 1) }
            if suffix == .other { note(&packet, .unknownSuffix, at: key.dash) }
        }
        if reading.suffix == .flag
            ? reading.readPlainFlag(frame, start, end) : reading.readPlainNumber(frame, start, end),
            reading.suffix.isPlain, !key.isOdd, key.dash > key.from
        {
            fields.append(reading.field)
            return reading.value.range.upperBound
        }
        reading.value = ByteSlice(start, valueEnd(frame, start, end))
        readOther(frame, &packet, &reading)
        fields.append(reading.field)
        return reading.value.range.upperBound
    }

    /// Where a value ends: at `,` or `;`, but not within the `//` of a text of a device.
    private func valueEnd(_ frame: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        if start &+ 1 < end, frame[start] == UInt8(ascii: "/"), frame[start &+ 1] == UInt8(ascii: "/") {
            var close = start &+ 2
            while close &+ 1 < end, frame[close] != UInt8(ascii: "/") || frame[close &+ 1] != UInt8(ascii: "/") {
                close &+= 1
            }
            if close &+ 1 < end { at = close &+ 2 }
        }
        while at < end, frame[at] != UInt8(ascii: ","), frame[at] != UInt8(ascii: ";") { at &+= 1 }
        return at
    }

    /// A key without `=`.
    private mutating func readBare(_ frame: Span<UInt8>, _ packet: inout Packet, _ key: Key, _ item: Int) {
        note(&packet, .noValue, at: key.from)
        checkText(frame, &packet, key.from..<key.upTo)
        var reading = FieldReading(code: ByteSlice(key.from, key.upTo), suffixText: .absent, item: item)
        (reading.kind, reading.value) = (.empty, ByteSlice(key.upTo, key.upTo))
        fields.append(reading.field)
    }

    /// Looks for what ASCII does not have, and for control characters.
    mutating func checkText(_ frame: Span<UInt8>, _ packet: inout Packet, _ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = frame[at]
            if byte < 0x20 || byte == 0x7f { return fail(&packet, .control(byte), at: at, length: 1) }
            if byte >= 0x80 {
                let length = UTF8Check.length(frame, at, range.upperBound)
                note(&packet, length == 0 ? .notUTF8 : .notASCII, at: at)
                at += max(length, 1)
                continue
            }
            if byte == UInt8(ascii: "&"), at + 1 < range.upperBound, frame[at + 1] == byte {
                note(&packet, .strayMark, at: at)
            }
            at += 1
        }
    }
}

/// UTF-8 by RFC 3629.
enum UTF8Check {
    /// How many bytes the character at a place has; 0 when there is none.
    static func length(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Int {
        let first = bytes[at]
        let length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
        guard length > 0, at + length <= end else { return 0 }
        for step in 1..<max(length, 1) where bytes[at + step] & 0xc0 != 0x80 { return 0 }
        if length > 2 {
            let second = bytes[at + 1]
            if first == 0xe0, second < 0xa0 { return 0 }
            if first == 0xed, second >= 0xa0 { return 0 }
            if first == 0xf0, second < 0x90 { return 0 }
            if first == 0xf4, second >= 0x90 { return 0 }
        }
        return length
    }
}
