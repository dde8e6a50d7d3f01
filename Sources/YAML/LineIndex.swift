/// Finds the byte of a line and column. libyaml counts code points; bytes are needed to cut the text.
struct LineIndex {
    /// Bytes of the byte order mark, 0 or 3.
    let markLength: Int
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        starts = YAMLLines.starts(of: bytes)
    }

    /// A mark from libyaml's line and column, both from 0. From a mark before it in the same line, only what lies between is
    /// counted: a file may be one long line.
    func mark(line: Int, column: Int, from known: YAMLMark? = nil) -> YAMLMark {
        guard line < starts.count else {
            return YAMLMark(offset: bytes.count, line: line + 1, column: column + 1)
        }
        var offset = starts[line]
        var left = column
        if let known, known.line == line + 1, known.column <= column + 1 {
            (offset, left) = (known.offset, column + 1 - known.column)
        }
        while left > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            left -= 1
        }
        return YAMLMark(offset: offset, line: line + 1, column: column + 1)
    }

    /// A mark from a byte's place.
    func mark(offset: Int) -> YAMLMark {
        let offset = min(max(offset, markLength), bytes.count)
        let line = max(0, starts.partitionIndex { $0 > offset } - 1)
        let column = bytes[starts[line]..<offset].count { $0 & 0xC0 != 0x80 }
        return YAMLMark(offset: offset, line: line + 1, column: column + 1)
    }

    /// The byte at a mark, if there is one.
    func byte(at mark: YAMLMark) -> UInt8? {
        mark.offset < bytes.count ? bytes[mark.offset] : nil
    }
}

extension Array {
    /// The first index whose element fulfils a test that is false, then true, over the array.
    func partitionIndex(_ test: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if test(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
