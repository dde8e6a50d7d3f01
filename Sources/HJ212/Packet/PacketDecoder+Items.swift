extension PacketDecoder {
    /// Ends an item: gives its data flag to its values, and looks for keys that came before.
    @inline(__always)
    mutating func finishItem(_ frame: Span<UInt8>, _ packet: inout Packet, _ start: Int) {
        let count = fields.count
        guard start < count else { return }
        var flag: UInt8 = 0
        var bits: UInt32 = 0
        var isRepeated = false
        let code = fields[start].code
        for index in start..<count {
            let field = fields[index]
            if field.kind == .flag || field.suffix == .flag { flag = field.flagByte }
            let bit = UInt32(1) << UInt32(field.suffix.rawValue)
            if bits & bit != 0, field.suffix.rawValue > 1 { isRepeated = true }
            bits |= bit
            if index > start, field.suffix != .none, !isSame(frame, field.code, code) {
                note(&packet, .foreignFlag, at: Int(field.code.offset))
                isRepeated = true
            }
        }
        if flag != 0 { give(flag, start, count) }
        bits &= ~3
        guard bits != 0 else { return }
        let had = repeats.add(hash(frame, code), bits)
        if isRepeated || had != 0 { findRepeated(frame, &packet, start) }
    }

    /// Gives a data flag to the values of an item; a flag that is an item of its own, to those of the item before it.
    private mutating func give(_ flag: UInt8, _ start: Int, _ count: Int) {
        var first = start
        if fields[start].suffix == .none, count - start == 1 {
            let item = fields[start].item
            while first > 0, fields[first - 1].item &+ 1 == item { first -= 1 }
        }
        for index in first..<count where fields[index].kind == .number && fields[index].flagByte == 0 {
            fields[index].flagByte = flag
        }
    }

    /// Marks the earlier of keys that are there twice; `start` is where those begin that may be the second.
    @inline(never)
    private mutating func findRepeated(_ frame: Span<UInt8>, _ packet: inout Packet, _ start: Int) {
        for later in start..<fields.count where fields[later].suffix.rawValue > 1 {
            // Those before the last that is like it are marked already.
            let last = fields[..<later].lastIndex { field in
                field.suffix == fields[later].suffix && isSame(frame, field.code, fields[later].code)
            }
            guard let last else { continue }
            fields[last].isSuperseded = true
            note(&packet, .doubleKey, at: Int(fields[later].code.offset))
        }
    }

    @inline(__always)
    private func isSame(_ frame: Span<UInt8>, _ one: ByteSlice, _ other: ByteSlice) -> Bool {
        guard one.length == other.length else { return false }
        for step in 0..<one.count where frame[Int(one.offset) &+ step] != frame[Int(other.offset) &+ step] {
            return false
        }
        return true
    }

    /// A factor as a number that is never 0.
    @inline(__always)
    private func hash(_ frame: Span<UInt8>, _ code: ByteSlice) -> UInt64 {
        var hash: UInt64 = 0
        for at in code.range { hash = hash &* 0x100_0000_01b3 &+ UInt64(frame[at]) }
        return hash | 1 << 63
    }
}
