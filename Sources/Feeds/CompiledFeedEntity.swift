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
    /// The columns of the entity's rows that the feed shows.
    public let shown: ColumnSet

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

    enum Provenance: Sendable {
        case none
        case systemOnly
        case whole
    }

    init(
        schema: EntitySchema, prefix: HubID.Prefix, columns: [FeedColumn], filter: RowFilter?, provenance: Provenance
    ) {
        name = schema.name
        title = schema.title
        self.prefix = prefix
        self.columns = columns
        rowColumns = schema.columns
        self.filter = filter
        self.provenance = provenance
        var keys: [UInt8] = []
        var ends: [Int] = []
        var shown = ColumnSet()
        for column in columns {
            keys.append(UInt8(ascii: ends.isEmpty ? "{" : ","))
            keys.append(quoted: column.name)
            keys.append(UInt8(ascii: ":"))
            ends.append(keys.count)
            shown.insert(column.index)
        }
        self.keys = keys
        self.shown = shown
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

    /// Whether a change of these columns can be seen in the feed's records. (It may still change whether the row belongs.)
    public func isTouched(by changed: ColumnSet) -> Bool { !shown.isDisjoint(with: changed) }

    /// What the entity does, for the feed's hash.
    func appendMeaning(to out: inout [UInt8]) {
        out += envelope
        for column in columns {
            out.append(quoted: "\(column.name) \(column.index) \(column.type) \(column.mask)")
        }
        out += Array("\(provenance)".utf8)
        filter?.appendMeaning(to: &out)
    }
}
