/// Folds of spellings that look alike to a reader.
enum SpellingFolds {
    /// Full-width forms become ASCII, blanks of every kind go.
    @Sendable
    static func width(_ buffer: inout [UInt8]) {
        Cleaner.halfwidth.apply(&buffer, 0)
        removeBlanks(&buffer)
    }

    /// ASCII letters become small.
    @Sendable
    static func letterCase(_ buffer: inout [UInt8]) { Cleaner.lower.apply(&buffer, 0) }

    /// Removes blanks of every kind, wherever they stand.
    static func removeBlanks(_ buffer: inout [UInt8]) {
        var from = 0
        var to = 0
        while from < buffer.count {
            let width = Blanks.width(buffer.span, at: from, end: buffer.count)
            if width == 0 {
                buffer[to] = buffer[from]
                to += 1
            }
            from += max(width, 1)
        }
        buffer.cut(at: to)
    }
}
