import Feeds

/// XML 1.0: an element for each record, in it one for each column; what has no value is nil, a list is as many elements as it has
/// members. Characters that XML has not become U+FFFD.
///
/// ```xml
/// <snapshot xmlns="urn:envhub:feed:1" xmlns:xsi="…" feed="water" entity="outlet" seq="10483" at="…" cursor="…">
/// <outlet id="ol_0QX1" rev="4" at="…"><code>DW001</code><medium xsi:nil="true"/></outlet>
/// </snapshot>
/// ```
final class XMLSnapshot: SnapshotBody {
    /// The namespace of feeds' records.
    static let namespace = "urn:envhub:feed:1"

    private let file: DraftFile
    /// What stands before and behind each value, made once.
    private let tags: [(open: [UInt8], close: [UInt8], none: [UInt8])]
    private let attributes: [(place: Int, start: [UInt8])]
    private let end: [UInt8]
    private var text: [UInt8] = []
    private var clean: [UInt8] = []

    init(_ entity: CompiledFeedEntity, _ moment: SnapshotMoment, _ file: DraftFile) throws {
        self.file = file
        tags = entity.columns.map { column in
            (
                Array("<\(column.name)>".utf8), Array("</\(column.name)>".utf8),
                Array("<\(column.name) xsi:nil=\"true\"/>".utf8)
            )
        }
        attributes = [
            (StoredLine.id, Array("<\(entity.name) id=\"".utf8)), (StoredLine.rev, Array("\" rev=\"".utf8)),
            (StoredLine.at, Array("\" at=\"".utf8)),
        ]
        end = Array("</\(entity.name)>\n".utf8)
        try file.append(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <snapshot xmlns="\(Self.namespace)" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" feed="\(moment.feed)" \
            entity="\(entity.name)" seq="\(moment.seq)" at="\(moment.at)" cursor="\(moment.cursor)">

            """)
    }

    func append(_ line: StoredLine) throws {
        for (place, start) in attributes {
            try file.append(start)
            try write(line.envelope[place], line)
        }
        try file.append("\">")
        for place in tags.indices {
            let value = line.values[place]
            if line.isNull(value) {
                try file.append(tags[place].none)
            } else if line.isList(value) {
                for element in line.elements(of: value) { try write(element, line, in: place) }
            } else {
                try write(value, line, in: place)
            }
        }
        try file.append(end)
    }

    private func write(_ value: Range<Int>, _ line: StoredLine, in place: Int) throws {
        try file.append(tags[place].open)
        try write(value, line)
        try file.append(tags[place].close)
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        try file.append("</snapshot>\n")
        return try file.sealed()
    }

    private func write(_ value: Range<Int>, _ line: StoredLine) throws {
        line.copy(value, to: &text)
        XMLText.escape(text, to: &clean)
        try file.append(clean)
    }
}

/// Text as XML 1.0 has it (section 2.2, 2.4).
enum XMLText {
    /// Puts the text with what must be escaped escaped, and what XML cannot hold replaced, in place of what `out` holds.
    static func escape(_ text: [UInt8], to out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        for (place, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            // Readers would turn these into spaces or line feeds (sections 2.11 and 3.3.3).
            case 0x09, 0x0A, 0x0D: out.append(contentsOf: "&#\(byte);".utf8)
            case 0..<0x20: out.append(contentsOf: [0xEF, 0xBF, 0xBD])
            // U+FFFE and U+FFFF, which are EF BF BE and EF BF BF.
            case 0xBE, 0xBF:
                let isNone = place >= 2 && text[place - 2] == 0xEF && text[place - 1] == 0xBF
                out.append(isNone ? 0xBD : byte)
            default: out.append(byte)
            }
        }
    }
}
