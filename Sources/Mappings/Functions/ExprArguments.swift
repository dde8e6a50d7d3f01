import Model

/// Arguments as their Swift values. The checker has made sure of the types; the defaults are never seen.
extension [ExprValue] {
    func text(_ index: Int) -> String {
        if index < count, case .text(let text) = self[index] { text } else { "" }
    }

    func number(_ index: Int) -> DecimalValue {
        if index < count, case .number(let number) = self[index] { number } else { .zero }
    }

    /// A whole number, kept within what texts and dates can need.
    func integer(_ index: Int) -> Int {
        let double = number(index).doubleValue
        return Int(Swift.max(-1e12, Swift.min(1e12, double)))
    }

    func date(_ index: Int) -> CivilDate {
        if index < count, case .date(let date) = self[index] { date } else { .first }
    }

    func moment(_ index: Int) -> Instant {
        if index < count, case .datetime(let instant) = self[index] { instant } else { .first }
    }

    func point(_ index: Int) -> Coordinate {
        if index < count, case .point(let place) = self[index] { place } else { Coordinate(longitude: 0, latitude: 0) }
    }

    func list(_ index: Int) -> [ExprValue] {
        if index < count, case .list(let items) = self[index] { items } else { [] }
    }

    /// The arguments and the items of those that are lists, without null.
    var flattened: [ExprValue] {
        var all: [ExprValue] = []
        for value in self {
            switch value {
            case .null: continue
            case .list(let items): all += items.filter { !$0.isNull }
            default: all.append(value)
            }
        }
        return all
    }
}
