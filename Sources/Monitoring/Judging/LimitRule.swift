public import Model

/// A limit of one factor at one point, for as long as it holds.
public struct LimitRule: Sendable, Equatable {
    /// The lowest value allowed, in the unit in which the point reports.
    public var min: DecimalValue?
    /// The highest value allowed, in the unit in which the point reports.
    public var max: DecimalValue?
    /// The first moment at which it holds, in milliseconds.
    public var from: Int64
    /// The first moment at which it does not hold any more.
    public var until: Int64
    /// Where it is written, such as the permit's number and the standard.
    public var basis: String

    /// A limit.
    public init(
        min: DecimalValue? = nil, max: DecimalValue? = nil, from: Int64 = .min, until: Int64 = .max, basis: String = ""
    ) {
        self.min = min
        self.max = max
        self.from = from
        self.until = until
        self.basis = basis
    }

    /// Whether a value breaks it.
    func isBroken(by value: DecimalValue) -> Bool {
        if let max, value > max { return true }
        if let min, value < min { return true }
        return false
    }

    /// How many times a value is over the highest one allowed (超标倍数): (value - max) / max, to two places; nil where that
    /// says nothing, as for a lowest value or a limit of zero.
    func ratio(of value: DecimalValue) -> DecimalValue? {
        guard let max, !max.isZero, !max.isNegative, value > max,
            let over = try? value.subtracting(max).divided(by: max)
        else { return nil }
        return over.rounded(places: 2)
    }
}

extension [LimitRule] {
    /// The limit that a value at a moment breaks, the strictest one that holds; nil when it breaks none.
    func broken(by value: DecimalValue, at time: Int64) -> LimitRule? {
        var found: LimitRule?
        for rule in self where rule.from <= time && time < rule.until && rule.isBroken(by: value) {
            if let known = found, !rule.isStricter(than: known) { continue }
            found = rule
        }
        return found
    }

    /// Whether any limit holds at a moment.
    func holds(at time: Int64) -> Bool { contains { $0.from <= time && time < $0.until } }
}

extension LimitRule {
    fileprivate func isStricter(than other: LimitRule) -> Bool {
        guard let max else { return false }
        guard let theirs = other.max else { return true }
        return max < theirs
    }
}
