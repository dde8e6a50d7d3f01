/// A sum of decimals, exact to 38 digits: what needs more is lost, and says so.
struct ExactSum {
    private(set) var total: Int128 = 0
    private(set) var scale = 0
    private var isLost = false

    /// The sum itself; nil when it is lost.
    var value: Int128? { isLost ? nil : total }

    /// Adds `number × 10^-scale`.
    mutating func add(_ number: Int128, scale: Int) {
        let common = max(scale, self.scale)
        guard let mine = Self.scaled(total, by: common - self.scale),
            let other = Self.scaled(number, by: common - scale)
        else { return isLost = true }
        let (sum, overflow) = mine.addingReportingOverflow(other)
        if overflow { isLost = true }
        (total, self.scale) = (sum, common)
    }

    /// `number × 10^power`; nil when it has no room.
    static func scaled(_ number: Int128, by power: Int) -> Int128? {
        guard power <= 38 else { return number == 0 ? 0 : nil }
        var result = number
        for _ in 0..<max(power, 0) {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = product
        }
        return result
    }

    /// The quotient of this sum and another one with so many decimals, half to even (GB/T 8170-2008, 四舍六入五成双).
    ///
    /// Nil when a sum is lost, when the divisor is zero, and when the result does not fit a stored value.
    func divided(by divisor: ExactSum, places: Int) -> Int64? {
        guard var upper = value, var lower = divisor.value, lower != 0 else { return nil }
        let power = places - scale + divisor.scale
        if power >= 0 {
            guard let scaled = Self.scaled(upper, by: power) else { return nil }
            upper = scaled
        } else {
            guard let scaled = Self.scaled(lower, by: -power) else { return nil }
            lower = scaled
        }
        return Int64(exactly: Self.halfEven(upper, lower))
    }

    private static func halfEven(_ upper: Int128, _ lower: Int128) -> Int128 {
        let (quotient, rest) = upper.quotientAndRemainder(dividingBy: lower)
        let (left, half) = (rest.magnitude, lower.magnitude - rest.magnitude)
        guard left > half || left == half && quotient % 2 != 0 else { return quotient }
        return (upper < 0) == (lower < 0) ? quotient + 1 : quotient - 1
    }
}
