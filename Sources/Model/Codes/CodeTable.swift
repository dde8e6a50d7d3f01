/// A code table: entries found by code or alias, on a day.
///
/// The same code may stand in several rows that hold at different times, and so may an alias of different codes:
/// 清新县 is 441827 until 2012 and 441803 since.
public struct CodeTable: Sendable {
    /// The table's name, `pollutant`.
    public let name: String
    /// The entries in the order of the file.
    public let entries: [CodeEntry]
    private let spellings: TolerantIndex
    /// What a spelling can mean: entries that hold at different times, the latest last.
    private let meanings: [[Int32]]

    init(name: String, entries: [CodeEntry], spellings: TolerantIndex, meanings: [[Int32]]) {
        self.name = name
        self.entries = entries
        self.spellings = spellings
        self.meanings = meanings
    }

    /// The entry of a code or alias on a day; without a day the latest one.
    ///
    /// A spelling is looked up as written, else with full-width forms and blanks folded, else in any case if only one
    /// code fits. Nil when nothing fits or nothing holds on the day. `scratch` is overwritten.
    public func entry(_ spelling: Span<UInt8>, at day: CivilDate? = nil, scratch: inout [UInt8]) -> CodeIndex? {
        guard let meaning = spellings.lookup(spelling, scratch: &scratch) else { return nil }
        let candidates = meanings[Int(meaning)]
        for place in stride(from: candidates.count - 1, through: 0, by: -1) {
            let position = Int(candidates[place])
            if let day, !entries[position].isValid(on: day) { continue }
            return CodeIndex(position: position)
        }
        return nil
    }

    /// The entry of a code or alias on a day; without a day the latest one.
    public func entry(_ spelling: String, at day: CivilDate? = nil) -> CodeIndex? {
        var scratch: [UInt8] = []
        return entry(Array(spelling.utf8).span, at: day, scratch: &scratch)
    }

    /// The entry at a place.
    public subscript(index: CodeIndex) -> CodeEntry { entries[index.position] }
}
