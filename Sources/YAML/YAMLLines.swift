/// Where lines start, by YAML 1.1's line breaks.
public enum YAMLLines {
    /// The first byte of each line; the byte order mark lies before the first.
    public static func starts(of bytes: [UInt8]) -> [Int] {
        let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var starts = [first]
        var index = first
        while index < bytes.count {
            let length = breakLength(bytes, index)
            index += max(length, 1)
            if length > 0 { starts.append(index) }
        }
        return starts
    }

    /// The bytes of a line break: LF, CR, CR LF, NEL, LS, PS; 0 if there is none.
    private static func breakLength(_ bytes: [UInt8], _ index: Int) -> Int {
        func next(_ step: Int) -> UInt8 { index + step < bytes.count ? bytes[index + step] : 0 }
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return next(1) == 0x0A ? 2 : 1
        case 0xC2: return next(1) == 0x85 ? 2 : 0
        case 0xE2: return next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}
