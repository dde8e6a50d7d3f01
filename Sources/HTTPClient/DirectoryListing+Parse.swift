extension DirectoryListing {
    /// Reads the long listing of an FTP or SFTP server: the lines of `ls -l` (with or without a group, with blanks in
    /// owners and names, with times or years or ISO dates), and those of Windows servers.
    ///
    /// - Parameter now: Unix time; `Nov 23 21:07` has no year and means the last such day, as far as a day from now.
    public init(parsing bytes: [UInt8], now: Int64) {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if let entry = DirectoryLine(line).entry(now: now) {
                if entry.name != [0x2E], entry.name != [0x2E, 0x2E] { entries.append(entry) }
            } else if !Self.isTotal(line), unreadable.count < 100 {
                unreadable.append(Array(line.prefix(1000)))
            }
        }
    }

    /// `total 12`, the first line of `ls`.
    private static func isTotal(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: Array("total ".utf8)) && line.dropFirst(6).allSatisfy { (0x30...0x39).contains($0) }
    }
}

/// One line, cut at its blanks.
private struct DirectoryLine {
    private let line: ArraySlice<UInt8>
    private let words: [ArraySlice<UInt8>]

    init(_ line: ArraySlice<UInt8>) {
        self.line = line
        // The size, the date and what is before them need no more words than this, however long the name.
        words = line.split(separator: 0x20, maxSplits: 24, omittingEmptySubsequences: true)
    }

    func entry(now: Int64) -> DirectoryEntry? {
        guard let first = words.first, let start = first.first else { return nil }
        if (0x30...0x39).contains(start) { return windowsEntry() }
        guard first.count >= 10, words.count >= 5, let kind = Self.kind(start) else { return nil }
        for place in 2..<(words.count - 1) {
            guard let (time, count) = date(at: place, now: now), let size = number(place - 1),
                let name = name(after: place + count - 1)
            else { continue }
            return DirectoryEntry(name: cut(name, kind), kind: kind, size: kind == .file ? size : nil, modified: time)
        }
        return nil
    }

    private static func kind(_ letter: UInt8) -> DirectoryEntry.Kind? {
        switch letter {
        case UInt8(ascii: "-"): .file
        case UInt8(ascii: "d"): .folder
        case UInt8(ascii: "l"): .link
        case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "p"), UInt8(ascii: "s"): .other
        default: nil
        }
    }

    /// A link's line ends in ` -> target`.
    private func cut(_ name: ArraySlice<UInt8>, _ kind: DirectoryEntry.Kind) -> [UInt8] {
        guard kind == .link, let arrow = name.firstRange(of: Array(" -> ".utf8)) else { return Array(name) }
        return Array(name[..<arrow.lowerBound])
    }

    /// The rest of the line after one blank: the name may begin with blanks of its own.
    private func name(after place: Int) -> ArraySlice<UInt8>? {
        guard place < words.count else { return nil }
        let rest = line[words[place].endIndex...].dropFirst()
        return rest.isEmpty ? nil : rest
    }

    private func number(_ place: Int) -> Int64? { Int64(text(place)) }

    private func text(_ place: Int) -> String {
        place < words.count && words[place].count <= 20 ? String(decoding: words[place], as: UTF8.self) : ""
    }

    /// The date that begins with a word, and how many words it has.
    private func date(at place: Int, now: Int64) -> (Int64, Int)? {
        let iso = text(place).split(separator: "-").map { Int($0) }
        if iso.count == 3, let year = iso[0], let month = iso[1], let day = iso[2] {
            guard let start = dayStart(year, month, day), let clock = clock(text(place + 1)) else { return nil }
            return (start + clock, 2)
        }
        guard let month = HTTPDate.month(text(place)), let day = Int(text(place + 1)) else { return nil }
        if let clock = clock(text(place + 2)) {
            return lastSuchDay(month, day, clock, now).map { ($0, 3) }
        }
        guard let year = Int(text(place + 2)) else { return nil }
        return dayStart(year, month, day).map { ($0, 3) }
    }

    private func lastSuchDay(_ month: Int, _ day: Int, _ clock: Int64, _ now: Int64) -> Int64? {
        let year = civilDate(floorDivide(now, by: 86_400).0).year
        for candidate in [year + 1, year, year - 1, year - 2, year - 3, year - 4] {
            if let start = dayStart(candidate, month, day), start + clock <= now + 86_400 { return start + clock }
        }
        return nil
    }

    private func dayStart(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...daysIn(month, year)).contains(day) else {
            return nil
        }
        return unixSeconds(year: year, month: month, day: day)
    }

    /// Seconds of `21:07`, `21:07:30.5` or `09:07PM`.
    private func clock(_ text: String) -> Int64? {
        var text = Substring(text.uppercased())
        let half = text.hasSuffix("PM") ? 12 : text.hasSuffix("AM") ? 0 : nil
        if half != nil { text = text.dropLast(2) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), var hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        if let half { hour = hour % 12 + half }
        let second = parts.count == 3 ? Int(parts[2].prefix(2)) ?? 0 : 0
        return Int64(hour * 3600 + minute * 60 + min(max(second, 0), 60))
    }

    /// `11-23-26  09:07PM  <DIR>  name`, `11-23-2026  09:07PM  1,024 name`.
    private func windowsEntry() -> DirectoryEntry? {
        let parts = text(0).split(separator: "-").map { Int($0) }
        guard words.count >= 4, parts.count == 3, let month = parts[0], let day = parts[1], var year = parts[2],
            let clock = clock(text(1)), let rest = name(after: 2)
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        guard let start = dayStart(year, month, day) else { return nil }
        let isFolder = text(2) == "<DIR>"
        let size = Int64(text(2).filter { $0 != "," })
        guard isFolder || size != nil else { return nil }
        // Folders' names are set off by more blanks, which a name on such servers cannot begin with.
        let name = Array(rest.drop { $0 == 0x20 })
        return DirectoryEntry(
            name: name, kind: isFolder ? .folder : .file, size: isFolder ? nil : size, modified: start + clock)
    }
}
