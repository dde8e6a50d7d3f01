extension Cleaner {
    static let removeCommas = Cleaner(
        "remove_commas", "removes commas, half and full width", example: ("1,234，5", "12345")
    ) { buffer, start in
        var from = start
        var to = start
        while from < buffer.count {
            if buffer[from] == UInt8(ascii: ",") {
                from += 1
            } else if from + 2 < buffer.count, buffer[from] == 0xEF, buffer[from + 1] == 0xBC,
                buffer[from + 2] == 0x8C
            {
                from += 3
            } else {
                buffer[to] = buffer[from]
                from += 1
                to += 1
            }
        }
        buffer.cut(at: to)
    }
}
