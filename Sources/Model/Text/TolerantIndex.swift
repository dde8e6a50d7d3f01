/// A ``SpellingIndex`` with a second chance: a spelling that is not found as written is folded to a common form
/// (full-width, case, blanks: whatever `fold` does) and looked up among the folded spellings.
///
/// Spellings of different numbers that fold to the same form (`MW` and `mW`) are only found as written.
public struct TolerantIndex: Sendable {
    private var exact = SpellingIndex()
    private var folded = SpellingIndex()
    private let fold: @Sendable (_ buffer: inout [UInt8]) -> Void
    /// Stands for a folded form of several numbers.
    private static let several: Int32 = -1
    /// Longer texts are no spellings of anything; they are not folded.
    private static let longest = 256

    /// An empty index with its fold, which works in place on a whole buffer.
    public init(fold: @escaping @Sendable (_ buffer: inout [UInt8]) -> Void) { self.fold = fold }

    /// The number of spellings as written.
    public var count: Int { exact.count }

    /// Stores a number (not negative) under a spelling that has none; otherwise keeps the old number and returns it.
    @discardableResult
    public mutating func insert(_ spelling: Span<UInt8>, value: Int32) -> Int32? {
        if let old = exact.insert(spelling, value: value) { return old }
        var buffer: [UInt8] = []
        copy(spelling, &buffer)
        fold(&buffer)
        if let old = folded.insert(buffer.span, value: value), old != value {
            folded.replace(buffer.span, value: Self.several)
        }
        return nil
    }

    /// The number of a spelling as written, else of its folded form. `scratch` is overwritten; kept by the caller, it
    /// saves the allocation.
    public func lookup(_ spelling: Span<UInt8>, scratch: inout [UInt8]) -> Int32? {
        if let value = exact.lookup(spelling) { return value }
        guard spelling.count <= Self.longest else { return nil }
        copy(spelling, &scratch)
        fold(&scratch)
        guard let value = folded.lookup(scratch.span), value != Self.several else { return nil }
        return value
    }

    private func copy(_ text: Span<UInt8>, _ buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        for at in 0..<text.count { buffer.append(text[at]) }
    }
}
