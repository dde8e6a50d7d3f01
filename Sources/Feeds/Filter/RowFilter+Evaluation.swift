import Model

extension RowFilter {
    /// Whether the row whose values begin at `base` fulfils the filter.
    func accepts(_ values: [MappedValue], at base: Int, arena: [UInt8]) -> Bool {
        var stack = TruthStack()
        for operation in operations {
            switch operation {
            case .and: stack.and()
            case .or: stack.or()
            case .not: stack.not()
            case .isNull(let column): stack.push(values[base &+ column].kind == .null)
            case .text(let column, let comparison, let literal):
                let value = values[base &+ column]
                guard value.kind == .text else {
                    stack.pushUnknown()
                    continue
                }
                stack.push(comparison.holds(order(arena, value.range, literal)))
            case .number(let column, let comparison, let mantissa, let exponent):
                let value = values[base &+ column]
                guard let order = Self.order(value, mantissa, exponent) else {
                    stack.pushUnknown()
                    continue
                }
                stack.push(comparison.holds(order))
            case .holds(let column, let literal):
                let value = values[base &+ column]
                guard value.kind == .list else {
                    stack.pushUnknown()
                    continue
                }
                stack.push(list(arena, value.range, holds: literal))
            }
        }
        return stack.isTrue
    }

    /// The order of a text and a literal by their bytes, which for UTF-8 is the order of code points.
    private func order(_ arena: [UInt8], _ text: Range<Int>, _ literal: Range<Int>) -> Int {
        let common = min(text.count, literal.count)
        for at in 0..<common {
            let left = arena[text.lowerBound &+ at]
            let right = literals[literal.lowerBound &+ at]
            if left != right { return left < right ? -1 : 1 }
        }
        return text.count == literal.count ? 0 : text.count < literal.count ? -1 : 1
    }

    /// The order of a value and a number; nil for what is no number.
    private static func order(_ value: MappedValue, _ mantissa: Int64, _ exponent: Int) -> Int? {
        switch value.kind {
        case .integer, .decimal, .bool, .date, .datetime: break
        default: return nil
        }
        if Int(value.exponent) == exponent {
            return value.payload == mantissa ? 0 : value.payload < mantissa ? -1 : 1
        }
        guard let left = try? DecimalValue(mantissa: value.payload, exponent: Int(value.exponent)),
            let right = try? DecimalValue(mantissa: mantissa, exponent: exponent)
        else { return nil }
        return left == right ? 0 : left < right ? -1 : 1
    }

    /// Whether a JSON array of strings has an element whose bytes are those of the literal.
    private func list(_ arena: [UInt8], _ range: Range<Int>, holds literal: Range<Int>) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            guard arena[at] == UInt8(ascii: "\"") else {
                at += 1
                continue
            }
            let start = at
            at += 1
            while at < range.upperBound, arena[at] != UInt8(ascii: "\"") {
                at += arena[at] == UInt8(ascii: "\\") ? 2 : 1
            }
            at = min(at + 1, range.upperBound)
            if order(arena, start..<at, literal) == 0 { return true }
        }
        return false
    }
}

/// The stack of truth values: true is (1, 0), false (0, 0), unknown (0, 1).
private struct TruthStack {
    private var truth: UInt64 = 0
    private var unknown: UInt64 = 0

    var isTrue: Bool { truth & 1 == 1 }

    mutating func push(_ value: Bool) {
        truth = truth << 1 | (value ? 1 : 0)
        unknown <<= 1
    }

    mutating func pushUnknown() {
        truth <<= 1
        unknown = unknown << 1 | 1
    }

    mutating func and() {
        let (left, right) = pop()
        push(truth: left.truth & right.truth, false: left.isFalse | right.isFalse)
    }

    mutating func or() {
        let (left, right) = pop()
        push(truth: left.truth | right.truth, false: left.isFalse & right.isFalse)
    }

    mutating func not() {
        truth ^= ~unknown & 1
    }

    private typealias Place = (truth: UInt64, isFalse: UInt64)

    private mutating func pop() -> (Place, Place) {
        let right = (truth & 1, (truth | unknown) & 1 ^ 1)
        truth >>= 1
        unknown >>= 1
        let left = (truth & 1, (truth | unknown) & 1 ^ 1)
        truth >>= 1
        unknown >>= 1
        return (left, right)
    }

    private mutating func push(truth value: UInt64, false isFalse: UInt64) {
        truth = truth << 1 | value
        unknown = unknown << 1 | (value | isFalse) ^ 1
    }
}
