/// A ``SpellingIndex`` with second chances: a spelling that is not found as written is folded to a common form, step by
/// step (full width, then case, …), and looked up among the spellings folded alike.
///
/// Spellings of different numbers that fold to the same form (`MW` and `mW`) are not found by that form.
public struct TolerantIndex: Sendable {
    /// Changes a whole buffer in place.
    public typealias Fold = @Sendable (_ buffer: inout [UInt8]) -> Void

    private var exact = SpellingIndex()
    private var levels: [(fold: Fold, index: SpellingIndex)]
    /// Stands for a folded form of several numbers.
    private static let several: Int32 = -1
    /// Longer texts are no spellings of anything; they are not folded.
    private static let longest = 256

    /// An empty index; each fold works on what the one before left.
    public init(folds: [Fold]) { levels = folds.map { ($0, SpellingIndex()) } }

    /// The number of spellings as written.
    public var count: Int { exact.count }

    /// Stores a number (not negative) under a spelling that has none; otherwise keeps the old number and returns it.
    @discardableResult
    public mutating func insert(_ spelling: Span<UInt8>, value: Int32) -> Int32? {
        if let old = exact.insert(spelling, value: value) { return old }
        var buffer: [UInt8] = []
        copy(spelling, &buffer)
        for level in levels.indices {
            levels[level].fold(&buffer)
            if let old = levels[level].index.insert(buffer.span, value: value), old != value {
                levels[level].index.replace(buffer.span, value: Self.several)
            }
        }
        return nil
    }

    /// The number of a spelling as written, else of its folded forms. `scratch` is overwritten; kept by the caller, it
    /// saves the allocation.
    public func lookup(_ spelling: Span<UInt8>, scratch: inout [UInt8]) -> Int32? {
        if let value = exact.lookup(spelling) { return value }
        guard spelling.count <= Self.longest else { return nil }
        copy(spelling, &scratch)
        for level in levels {
            level.fold(&scratch)
            if let value = level.index.lookup(scratch.span) { return value == Self.several ? nil : value }
        }
        return nil
    }

    private func copy(_ text: Span<UInt8>, _ buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        for at in 0..<text.count { buffer.append(text[at]) }
    }
}
