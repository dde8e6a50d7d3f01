/// Words by their first character: finds the longest that stands at a place of a text.
struct Lexicon: Sendable {
    private struct Entry: Sendable {
        var start: Int32
        var count: Int32
        var value: Int32
    }

    private var scalars: [UInt32] = []
    private var entries: [Entry] = []
    /// Where the entries of a first character begin, longest first; -1 when there are none.
    private var places = [Int32](repeating: -1, count: 0xA000)

    /// A lexicon of words, in the form in which texts are compared, each with a value of the caller's.
    init(_ words: [(word: String, value: Int32)]) {
        let spelt: [([UInt32], Int32)] = words.map { (ScalarText.scalars($0.word), $0.value) }
            .filter { ($0.0.first ?? 0xA000) < 0xA000 }
        let sorted = spelt.sorted { (left: ([UInt32], Int32), right: ([UInt32], Int32)) -> Bool in
            left.0[0] != right.0[0] ? left.0[0] < right.0[0] : left.0.count > right.0.count
        }
        for (word, value) in sorted {
            entries.append(Entry(start: Int32(scalars.count), count: Int32(word.count), value: value))
            scalars += word
            if places[Int(word[0])] < 0 { places[Int(word[0])] = Int32(entries.count - 1) }
        }
    }

    /// A lexicon of words whose value is the place of their line: words of one line mean the same.
    init(lines: String) {
        var words: [(String, Int32)] = []
        for (number, line) in lines.split(separator: "\n").enumerated() {
            for word in line.split(separator: " ") { words.append((String(word), Int32(number))) }
        }
        self.init(words)
    }

    /// The longest word that begins at `at` and ends by `end`: its length and value.
    func longest(_ text: [UInt32], at: Int, end: Int) -> (count: Int, value: Int32)? {
        guard at < end, text[at] < 0xA000 else { return nil }
        var place = Int(places[Int(text[at])])
        while place >= 0, place < entries.count, scalars[Int(entries[place].start)] == text[at] {
            let entry = entries[place]
            let count = Int(entry.count)
            if at + count <= end, matches(text, at, Int(entry.start), count) { return (count, entry.value) }
            place += 1
        }
        return nil
    }

    /// The longest word that ends at `end` and begins no earlier than `start`.
    func longestSuffix(_ text: [UInt32], start: Int, end: Int) -> (count: Int, value: Int32)? {
        var at = max(start, end - 12)
        while at < end {
            if let found = exact(text, at, end) { return found }
            at += 1
        }
        return nil
    }

    /// The word that fills a range.
    private func exact(_ text: [UInt32], _ at: Int, _ end: Int) -> (count: Int, value: Int32)? {
        guard text[at] < 0xA000 else { return nil }
        var place = Int(places[Int(text[at])])
        while place >= 0, place < entries.count, scalars[Int(entries[place].start)] == text[at] {
            let entry = entries[place]
            if Int(entry.count) == end - at, matches(text, at, Int(entry.start), end - at) {
                return (end - at, entry.value)
            }
            place += 1
        }
        return nil
    }

    /// The value of exactly these scalars.
    func value(_ text: [UInt32], _ range: Range<Int>) -> Int32? {
        range.isEmpty ? nil : exact(text, range.lowerBound, range.upperBound)?.value
    }

    private func matches(_ text: [UInt32], _ at: Int, _ start: Int, _ count: Int) -> Bool {
        for offset in 1..<max(count, 1) where text[at + offset] != scalars[start + offset] { return false }
        return true
    }
}
