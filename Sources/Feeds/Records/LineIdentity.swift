public import Model

/// What a stored line says it is about. Lines begin with their operation, number, entity, id and revision, none of which holds a
/// quote of its own.
public struct LineIdentity: Sendable, Equatable {
    /// The bytes from `,"entity":` to the quote that ends the id.
    let envelope: Range<Int>
    /// The letters of the id.
    public let prefix: HubID.Prefix
    /// The revision.
    public let rev: Int64

    /// Nil for what is no line about a row.
    public init?(_ line: [UInt8]) {
        guard let start = Self.end(of: #""seq":"#, in: line, from: 0),
            let entity = line[start...].firstIndex(of: UInt8(ascii: ",")),
            let id = Self.end(of: #","id":""#, in: line, from: entity),
            let end = line[id...].firstIndex(of: UInt8(ascii: "\"")),
            let hubID = HubID(Array(line[id..<end])),
            let revision = Self.end(of: #","rev":"#, in: line, from: end)
        else { return nil }
        envelope = entity..<end + 1
        prefix = hubID.prefix
        var rev: Int64 = 0
        for byte in line[revision...].prefix(18) {
            guard (0x30...0x39).contains(byte) else { break }
            rev = rev * 10 + Int64(byte - 0x30)
        }
        self.rev = rev
    }

    private static func end(of word: StaticString, in line: [UInt8], from start: Int) -> Int? {
        let count = word.utf8CodeUnitCount
        var at = start
        while at + count <= line.count {
            var same = 0
            while same < count, unsafe line[at + same] == word.utf8Start[same] { same += 1 }
            if same == count { return at + count }
            at += 1
        }
        return nil
    }
}

/// How much of its source a stored line shows.
public enum ShownSource: Sendable, Equatable {
    case nothing, system, whole

    /// That of an upsert whose record begins at `record` of the line.
    public init(_ line: [UInt8], record: Int) {
        let head = line[..<min(record, line.count)]
        guard head.contains(Self.member) else {
            self = .nothing
            return
        }
        // Inside of a JSON string every quote has a backslash before it, so a source's own text is never taken for this.
        self = head.contains(Self.key) ? .whole : .system
    }

    private static let member = Array(#","source":{"system":""#.utf8)
    private static let key = Array(#"","key":""#.utf8)
}

extension CompiledFeedEntity {
    /// How much of their source its lines show.
    public var shownSource: ShownSource {
        switch provenance {
        case .none: .nothing
        case .systemOnly: .system
        case .whole: .whole
        }
    }
}
