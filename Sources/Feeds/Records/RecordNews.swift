import Model

/// What a record of a feed says that the feed's last line of the same row did not: what partners see of a change, and no more. Made of
/// the bytes that are shown, so neither a column that the feed lacks nor what a mask hides can be told.
///
///     before  {"name":"甲","value":812,"unit":"mg/L"}
///     after   {"name":"甲","value":81.2,"unit":"mg/L"}      changed: value; a fact: was 812, now 81.2
///
/// Its memory is kept from one record to the next.
public struct RecordNews: Sendable {
    private var old: [UInt8] = []
    private var before = RecordMembers()
    private var after = RecordMembers()
    /// The places among the feed's columns whose values differ.
    private(set) var changed: [Int] = []
    /// Those of them that state what has been and had a value, with the index of their member before.
    private(set) var restated: [(place: Int, member: Int)] = []

    /// Nothing new.
    public init() {}

    /// Whether the source takes back what it had stated.
    public var isCorrection: Bool { !restated.isEmpty }

    /// Compares the record that was shown last with the one of `entity` that is to be shown, both whole JSON objects.
    public mutating func compare(_ last: [UInt8], with next: [UInt8], of entity: CompiledFeedEntity) {
        old = last
        before.read(last)
        after.read(next)
        changed.removeAll(keepingCapacity: true)
        restated.removeAll(keepingCapacity: true)
        for place in entity.columns.indices where place < after.values.count {
            let key = next[after.keys[place]]
            guard let member = before.index(of: key, in: last, guess: place) else {
                changed.append(place)
                continue
            }
            let was = last[before.values[member]]
            if was.elementsEqual(next[after.values[place]]) { continue }
            changed.append(place)
            if entity.columns[place].isFact, !was.elementsEqual("null".utf8) { restated.append((place, member)) }
        }
    }

    /// Appends `,"changed":["name"]`.
    func appendChanged(of entity: CompiledFeedEntity, to out: inout [UInt8]) {
        out.append(literal: #","changed":["#)
        for (index, place) in changed.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out.append(contentsOf: entity.quotedName(place))
        }
        out.append(UInt8(ascii: "]"))
    }

    /// Appends `,"corrects":{"rev":5,"fields":{"value":{"was":812,"now":81.2}}}`.
    ///
    /// - Parameter rev: the revision that was shown last.
    func appendCorrection(of rev: Int64, _ entity: CompiledFeedEntity, now next: [UInt8], to out: inout [UInt8]) {
        out.append(literal: #","corrects":{"rev":"#)
        rev.appendDecimal(to: &out)
        out.append(literal: #","fields":{"#)
        for (index, fact) in restated.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out.append(contentsOf: entity.quotedName(fact.place))
            out.append(literal: #":{"was":"#)
            out.append(contentsOf: old[before.values[fact.member]])
            out.append(literal: #","now":"#)
            out.append(contentsOf: next[after.values[fact.place]])
            out.append(UInt8(ascii: "}"))
        }
        out.append(literal: "}}")
    }
}
