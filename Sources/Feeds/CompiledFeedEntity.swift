public import Model

/// One entity of a feed: which rows belong to it, and how a row becomes a record.
///
/// Everything that does not change from row to row is made once: keys and envelopes are kept as bytes.
public final class CompiledFeedEntity: Sendable {
    /// The entity's name.
    public let name: String
    /// What people call it.
    public let title: Title
    /// The letters that ids of its rows start with.
    public let prefix: HubID.Prefix
    /// The columns in the feed's order.
    public let columns: [FeedColumn]

    /// All columns of the entity's rows, those too that the feed does not show: filters may look at them.
    let rowColumns: [ColumnSchema]
    let filter: RowFilter?
    /// `{"name":`, `,"uscc":` and so on, one after the other.
    let keys: [UInt8]
    /// Where each key ends in `keys`.
    let keyEnds: [Int]
    /// `,"entity":"outlet","id":"`.
    let envelope: [UInt8]
    /// Whether lines say the source, and whether its key is masked.
    let provenance: Provenance
    /// When rows age out of the feed; nil when they never do.
    public let window: FeedWindow?
    /// The column that says what moment a row tells of; nil when there is none, or the feed does not show it.
    public let time: FeedColumn?
    /// When rows come late; nil when none does.
    let lateness: FeedLateness?
    /// Whether it shows any field whose changes are corrections.
    let hasFacts: Bool

    enum Provenance: Sendable {
        case none
        case systemOnly
        case whole
    }

    init(
        schema: EntitySchema, prefix: HubID.Prefix, columns: [FeedColumn], filter: RowFilter?, provenance: Provenance,
        window: Int? = nil
    ) {
        name = schema.name
        title = schema.title
        self.prefix = prefix
        self.columns = columns
        rowColumns = schema.columns
        self.filter = filter
        self.provenance = provenance
        let time = schema.time.isEmpty ? nil : schema.column(of: schema.time)
        self.time = time.flatMap { time in columns.first { $0.index == time } }
        self.window = time.flatMap { time in
            guard let window, let place = columns.firstIndex(where: { $0.index == time }) else { return nil }
            return FeedWindow(days: window, place: place, column: time)
        }
        lateness = time.flatMap { time in schema.lateness.map { FeedLateness(column: time, bound: $0) } }
        hasFacts = columns.contains(where: \.isFact)
        var keys: [UInt8] = []
        var ends: [Int] = []
        for column in columns {
            keys.append(UInt8(ascii: ends.isEmpty ? "{" : ","))
            keys.append(quoted: column.name)
            keys.append(UInt8(ascii: ":"))
            ends.append(keys.count)
        }
        self.keys = keys
        keyEnds = ends
        var envelope = Array(#","entity":"#.utf8)
        envelope.append(quoted: schema.name)
        envelope.append(literal: #","id":""#)
        self.envelope = envelope
    }

    /// Whether the row whose values begin at `base` belongs to the feed. What is not known is not true.
    public func matches(_ values: [MappedValue], at base: Int, arena: [UInt8]) -> Bool {
        filter?.accepts(values, at: base, arena: arena) ?? true
    }

    /// Whether the row whose values begin at `base` can be shown for the first time at `now` (milliseconds since 1970): one that tells of
    /// a moment before the window is none of the feed's.
    public func covers(_ values: [MappedValue], at base: Int, now: Int64) -> Bool {
        guard let window else { return true }
        return window.covers(values, at: base, from: window.firstDay(at: now))
    }

    /// Whether the row whose values begin at `base` came late when it came at `now` (milliseconds since 1970).
    public func isLate(_ values: [MappedValue], at base: Int, now: Int64) -> Bool {
        lateness?.isLate(values, at: base, now: now) ?? false
    }

    /// The name of a column of the feed as a JSON string: its key without the first brace or comma and the colon.
    func quotedName(_ place: Int) -> ArraySlice<UInt8> {
        keys[(place > 0 ? keyEnds[place - 1] : 0) + 1..<keyEnds[place] - 1]
    }

    /// What the entity does, for the feed's hash.
    func appendMeaning(to out: inout [UInt8]) {
        out += envelope
        for column in columns {
            out.append(quoted: "\(column.name) \(column.type) \(column.target.map { "\($0)" } ?? "") \(column.mask)")
        }
        out += Array("\(prefix) \(window?.days ?? 0)".utf8)
        out += Array("\(provenance)".utf8)
        filter?.appendMeaning(to: &out)
    }
}
