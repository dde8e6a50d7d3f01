/// Makes texts fit for cells: C strings that XML can hold and no cell is too small for.
struct CellText {
    /// Characters of a cell's text (ISO/IEC 29500-1 section 18.3.1.96, Excel's limits).
    static let longest = 32_767
    /// What a text that was cut ends with.
    static let cutMark = "…（截断 cut）"

    /// How many texts were cut.
    private(set) var cutTexts = 0
    private var buffer: [UInt8] = []

    /// The text as a C string: characters that XML has none of, such as control characters, become U+FFFD, lines
    /// end with LF, and a text that is too long is cut.
    mutating func prepare(_ utf8: [UInt8]) -> [UInt8] {
        buffer.removeAll(keepingCapacity: true)
        if utf8.count > Self.longest, String(decoding: utf8, as: UTF8.self).utf16.count > Self.longest {
            append(cut(utf8))
            cutTexts += 1
        } else {
            append(utf8)
        }
        buffer.append(0)
        return buffer
    }

    private func cut(_ utf8: [UInt8]) -> [UInt8] {
        let room = Self.longest - Self.cutMark.utf16.count
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            count += scalar.value > 0xFFFF ? 2 : 1
            guard count <= room else { break }
            kept.append(scalar)
        }
        return Array((String(kept) + Self.cutMark).utf8)
    }

    private mutating func append(_ utf8: [UInt8]) {
        var last: UInt8 = 0
        for byte in utf8 {
            defer { last = byte }
            switch byte {
            // The library would write CR as `_x000D_`, which not every reader turns back; lines of a cell end with LF.
            case 0x0D: buffer.append(0x0A)
            case 0x0A where last == 0x0D: break
            // U+FFFE and U+FFFF, which are EF BF BE and EF BF BF: XML has neither.
            case 0xBE, 0xBF:
                let isNone = buffer.suffix(2) == [0xEF, 0xBF]
                buffer.append(isNone ? 0xBD : byte)
            case 0x20..., 0x09, 0x0A: buffer.append(byte)
            default: buffer.append(contentsOf: [0xEF, 0xBF, 0xBD])
            }
        }
    }
}
