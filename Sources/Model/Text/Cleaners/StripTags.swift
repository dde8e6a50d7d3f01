extension Cleaner {
    /// A `<` is a tag only before a letter, `/` or `!` and with a `>` somewhere behind it: `<0.5` stays.
    static let stripTags = Cleaner(
        "strip_tags", "removes HTML tags (a line or cell break becomes a space) and decodes entities such as &nbsp;",
        example: ("<b>COD</b>&lt;50", "COD<50")
    ) { buffer, start in
        var from = start
        var to = start
        // Only behind `start`: what stands before it is the rest of a page.
        let lastClose = buffer[start...].lastIndex(of: UInt8(ascii: ">")) ?? -1
        while from < buffer.count {
            let byte = buffer[from]
            if byte == UInt8(ascii: "<"), from < lastClose, HTMLText.opensTag(buffer, from) {
                let breaks = HTMLText.isBreak(buffer, from)
                while buffer[from] != UInt8(ascii: ">") { from += 1 }
                from += 1
                if breaks {
                    buffer[to] = 0x20
                    to += 1
                }
            } else if byte == UInt8(ascii: "&"), let entity = HTMLText.entity(buffer, from) {
                to = HTMLText.write(entity.scalar, to: &buffer, at: to)
                from += entity.width
            } else {
                buffer[to] = byte
                from += 1
                to += 1
            }
        }
        buffer.cut(at: to)
    }
}
