extension Cleaner {
    static let trim = Cleaner("trim", "removes blanks of every kind at both ends", example: ("\u{3000}清远 ", "清远")) {
        buffer, start in
        let kept = Blanks.trimmed(buffer.span.extracting(start..<buffer.count))
        guard kept.count < buffer.count - start else { return }
        for offset in 0..<kept.count { buffer[start + offset] = buffer[start + kept.lowerBound + offset] }
        buffer.cut(at: start + kept.count)
    }
}
