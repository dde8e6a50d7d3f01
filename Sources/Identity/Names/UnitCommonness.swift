/// How much a unit of a name tells: what is seen in one name of a hundred tells 6.6 bits.
///
/// The table holds the units that are seen often; all others tell what units of their kind usually do. It belongs to the learned
/// values: it stays as it is while records come and go, so that a pair's weight depends on the pair alone.
public struct UnitCommonness: Sendable, Equatable {
    /// Eighths of a bit of units that are common.
    public var table: [UInt64: UInt8]

    /// A table.
    public init(table: [UInt64: UInt8] = [:]) { self.table = table }

    /// Eighths of a bit that a unit tells.
    func weight(_ unit: UInt64, _ kind: NamePiece.Kind) -> UInt8 {
        let usual = Self.usual(unit, kind)
        guard let learned = table[unit] else { return usual }
        return min(learned, usual)
    }

    private static func usual(_ unit: UInt64, _ kind: NamePiece.Kind) -> UInt8 {
        switch kind {
        case .brand: NameUnit.isWord(unit) ? 80 : 56
        case .trade: 36
        case .weak: 14
        default: 8
        }
    }
}
