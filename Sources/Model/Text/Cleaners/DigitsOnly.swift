extension Cleaner {
    static let digitsOnly = Cleaner(
        "digits_only", "keeps the ASCII digits and nothing else", example: ("0763-336 0000 转", "07633360000")
    ) { buffer, start in
        var to = start
        for at in start..<buffer.count where DecimalScan.digit(buffer[at]) != nil {
            buffer[to] = buffer[at]
            to += 1
        }
        buffer.cut(at: to)
    }
}
