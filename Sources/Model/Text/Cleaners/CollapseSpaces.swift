extension Cleaner {
    static let collapseSpaces = Cleaner(
        "collapse_spaces", "turns every run of blanks of any kind, line ends too, into one space",
        example: ("长  期\u{3000} a", "长 期 a")
    ) { buffer, start in
        var from = start
        var to = start
        while from < buffer.count {
            var end = from
            while end < buffer.count {
                let width = Blanks.width(buffer.span, at: end, end: buffer.count)
                if width == 0 { break }
                end += width
            }
            buffer[to] = end > from ? 0x20 : buffer[from]
            to += 1
            from = end > from ? end : from + 1
        }
        buffer.cut(at: to)
    }
}
