/// Pairs the units of two names, each at most once.
struct UnitPairing {
    /// The units that have no partner yet, a bit each.
    private var left: UInt32
    private var right: UInt32
    /// What paired units tell, in eighths of a bit.
    private(set) var common: Int32 = 0
    /// What paired units tell of which both names have an own word.
    private(set) var brands: Int32 = 0

    init(_ one: NameForm, _ two: NameForm) {
        left = (1 << UInt32(one.count)) - 1
        right = (1 << UInt32(two.count)) - 1
    }

    /// Whether both names have units left.
    var isOpen: Bool { left != 0 && right != 0 }

    @inline(__always)
    private mutating func take(_ one: NameForm, _ place: Int, _ two: NameForm, _ other: Int, ofFive share: Int32) {
        let weight = Int32(min(one.weights[place], two.weights[other])) * share / 5
        common += weight
        if place < one.brands, other < two.brands { brands += weight }
        left &= ~(1 << UInt32(place))
        right &= ~(1 << UInt32(other))
    }

    @inline(__always)
    mutating func takeEqual(_ one: NameForm, _ two: NameForm) {
        for place in 0..<Int(one.count) {
            let unit = one.units[place]
            for other in 0..<Int(two.count) where two.units[other] == unit && right & 1 << UInt32(other) != 0 {
                take(one, place, two, other, ofFive: 5)
                break
            }
        }
    }

    /// Words that are spelt a little otherwise tell four fifths.
    mutating func takeAlike(_ one: NameForm, _ two: NameForm) {
        for place in 0..<Int(one.count) where left & 1 << UInt32(place) != 0 && NameUnit.isWord(one.units[place]) {
            for other in 0..<Int(two.count)
            where right & 1 << UInt32(other) != 0 && NameUnit.areAlike(one.units[place], two.units[other]) {
                take(one, place, two, other, ofFive: 4)
                break
            }
        }
    }

    /// Two words of one name that the other writes as one.
    mutating func takeJoined(_ one: NameForm, _ two: NameForm) {
        for place in 0..<max(Int(one.count) - 1, 0) where left >> UInt32(place) & 3 == 3 {
            guard let word = NameUnit.joined(one.units[place], one.units[place + 1]) else { continue }
            for other in 0..<Int(two.count) where right & 1 << UInt32(other) != 0 && two.units[other] == word {
                take(one, place, two, other, ofFive: 5)
                left &= ~(1 << UInt32(place + 1))
                break
            }
        }
        for other in 0..<max(Int(two.count) - 1, 0) where right >> UInt32(other) & 3 == 3 {
            guard let word = NameUnit.joined(two.units[other], two.units[other + 1]) else { continue }
            for place in 0..<Int(one.count) where left & 1 << UInt32(place) != 0 && one.units[place] == word {
                take(one, place, two, other, ofFive: 5)
                right &= ~(1 << UInt32(other + 1))
                break
            }
        }
    }
}
