extension Cleaner {
    static let halfwidth = Cleaner(
        "halfwidth", "turns full-width letters, digits and signs into ASCII, the ideographic space into a blank",
        example: ("ＡＢ１２（３）", "AB12(3)")
    ) { buffer, start in
        var from = start
        var to = start
        while from < buffer.count {
            if let ascii = asciiTwin(buffer, from) {
                buffer[to] = ascii
                from += 3
            } else {
                buffer[to] = buffer[from]
                from += 1
            }
            to += 1
        }
        buffer.cut(at: to)
    }

    /// The ASCII character whose full-width form (U+FF01…U+FF5E, U+3000) stands at `at`.
    private static func asciiTwin(_ buffer: [UInt8], _ at: Int) -> UInt8? {
        let first = buffer[at]
        guard first == 0xEF || first == 0xE3, at + 2 < buffer.count else { return nil }
        let third = buffer[at + 2]
        switch (first, buffer[at + 1]) {
        case (0xEF, 0xBC) where third >= 0x81 && third <= 0xBF: return third - 0x60
        case (0xEF, 0xBD) where third >= 0x80 && third <= 0x9E: return third - 0x20
        case (0xE3, 0x80) where third == 0x80: return 0x20
        default: return nil
        }
    }
}
