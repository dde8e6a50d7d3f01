import Model

extension DatePattern {
    /// The moment as clocks of `zone` show it, written by the pattern: what its parsing reads, this writes.
    func text(of instant: Instant, zone: TimeZoneRules) -> String {
        if let epochUnit { return String(instant.milliseconds / epochUnit) }
        let offset = zone.offset(at: instant)
        let reading = instant.reading(offset: offset)
        var text = ""
        var rest = source[...]
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            if letter == "'" {
                text += Self.quoted(&rest)
                continue
            }
            rest = rest.dropFirst(run.count)
            text += Self.part(letter, run.count, reading, offset) ?? String(run)
        }
        return text
    }

    private static func part(_ letter: Character, _ width: Int, _ reading: CivilDateTime, _ offset: Int32) -> String? {
        let time = Int(reading.millisecondOfDay)
        switch letter {
        case "y": return padded(Int(reading.date.year), width)
        case "M": return padded(Int(reading.date.month), width)
        case "d": return padded(Int(reading.date.day), width)
        case "H": return padded(time / 3_600_000, width)
        case "m": return padded(time / 60_000 % 60, width)
        case "s": return padded(time / 1000 % 60, width)
        case "S": return String((padded(time % 1000, 3) + "000000").prefix(width))
        case "X": return zone(offset, width)
        default: return nil
        }
    }

    private static func zone(_ offset: Int32, _ width: Int) -> String {
        let minutes = Int(abs(offset)) / 60
        if minutes == 0 { return "Z" }
        let hours = (offset < 0 ? "-" : "+") + padded(minutes / 60, 2)
        if width == 1, minutes % 60 == 0 { return hours }
        return hours + (width == 3 ? ":" : "") + padded(minutes % 60, 2)
    }

    /// The text between quotes; two quotes are one.
    private static func quoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        if rest.first == "'" {
            rest.removeFirst()
            return "'"
        }
        var text = ""
        while let next = rest.popFirst() {
            guard next == "'" else {
                text.append(next)
                continue
            }
            if rest.first != "'" { break }
            text.append(rest.removeFirst())
        }
        return text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
