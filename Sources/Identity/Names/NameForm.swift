/// A name as it is compared: at most twelve units, each with its weight, and what stands beside them.
struct NameForm: Sendable {
    /// The most units that are compared; what stands behind them in longer names is left out.
    static let limit = 12

    var units = InlineArray<12, UInt64>(repeating: 0)
    /// How much each unit tells, in eighths of a bit.
    var weights = InlineArray<12, UInt8>(repeating: 0)
    var count: UInt8 = 0
    /// How many of the units tell the firm from others; they come first.
    var brands: UInt8 = 0
    /// The units as a set.
    var core: UInt64 = 0
    /// The whole name, legal form and all.
    var whole: UInt64 = 0
    /// What tells the site from others of the firm; 0 when the name says none.
    var branch: UInt64 = 0
    /// Whether that is a branch which is registered by itself, 分公司: it has a code of its own.
    var isRegisteredBranch = false
    /// The code of the region that the name begins with, 0 for none.
    var region: UInt32 = 0
    /// The sum of the weights, and of those of the own units.
    var total: Int32 = 0
    var brandTotal: Int32 = 0
    /// What region, branch and the like tell besides, when the whole name is the same.
    var extra: Int32 = 0

    mutating func add(_ unit: UInt64, weight: UInt8) {
        for place in 0..<Int(count) where units[place] == unit { return }
        guard Int(count) < Self.limit else { return }
        units[Int(count)] = unit
        weights[Int(count)] = weight
        count += 1
        total += Int32(weight)
    }

    /// Makes the hash of the units whatever their order.
    mutating func seal() {
        var sum: UInt64 = 0
        for place in 0..<Int(count) { sum &+= HashText.combine(HashText.empty, units[place]) }
        for place in 0..<Int(brands) { brandTotal += Int32(weights[place]) }
        core = count == 0 ? 0 : HashText.combine(sum, UInt64(count))
    }
}
