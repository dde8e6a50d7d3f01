/// How alike two names are: what the units tell that both have, of what all of them tell.
enum NameComparer {
    /// The outcome.
    struct Likeness {
        var level = 0
        /// Eighths of a bit that the common units tell.
        var common: Int32 = 0
        var branch = 0
    }

    static let missing = 0, other = 1, little = 2, some = 3, much = 4, near = 5, sameWords = 6, same = 7
    static let noBranch = 0, sameBranch = 1, oneSidedBranch = 2, otherBranch = 3, otherRegion = 4

    @inline(__always)
    static func compare(_ one: NameForm, _ two: NameForm) -> Likeness {
        var likeness = Likeness()
        guard one.count > 0, two.count > 0 else { return likeness }
        likeness.branch = branch(one, two)
        // Brackets may make a branch of what stands without them in the other: 合作社（东石猪场）, 合作社东石猪场.
        if one.whole == two.whole { likeness.branch = (one.branch | two.branch) == 0 ? noBranch : sameBranch }
        if one.whole == two.whole || one.core == two.core {
            likeness.level = one.whole == two.whole ? same : sameWords
            likeness.common = max(one.total, two.total) + (likeness.level == same ? max(one.extra, two.extra) : 0)
            return likeness
        }
        let (common, brands) = common(one, two)
        likeness.common = common
        likeness.level = level(common, brands, one, two)
        // Two firms that both have a second works have nothing in common by that.
        if likeness.level < some, likeness.branch == sameBranch { likeness.branch = noBranch }
        return likeness
    }

    private static func branch(_ one: NameForm, _ two: NameForm) -> Int {
        if one.branch != two.branch { return one.branch == 0 || two.branch == 0 ? oneSidedBranch : otherBranch }
        if one.branch != 0 { return sameBranch }
        guard one.region != 0, two.region != 0, one.region != two.region else { return noBranch }
        let isInside =
            ChineseRegions.isInside(one.region, two.region) || ChineseRegions.isInside(two.region, one.region)
        return isInside ? noBranch : otherRegion
    }

    private static func level(_ common: Int32, _ brands: Int32, _ one: NameForm, _ two: NameForm) -> Int {
        let share = common * 200 / max(one.total + two.total, 1)
        let ofShorter = common * 100 / max(min(one.total, two.total), 1)
        // All own words of one are among the other's: Lincoln, Duke Lincoln Combustion Turbine.
        let holdsBrands = brands > 0 && brands * 100 >= min(one.brandTotal, two.brandTotal) * 95
        switch true {
        case share >= 85: return near
        case share >= 65 || holdsBrands && share >= 35: return much
        case share >= 45 || holdsBrands || ofShorter >= 75 && share >= 30: return some
        case share >= 25: return little
        default: return other
        }
    }

    /// What the units in common tell, and how much of it the own ones. Units are few: every one is held against every other.
    @inline(__always)
    private static func common(_ one: NameForm, _ two: NameForm) -> (all: Int32, brands: Int32) {
        var pairing = UnitPairing(one, two)
        pairing.takeEqual(one, two)
        if pairing.isOpen { pairing.takeAlike(one, two) }
        if pairing.isOpen { pairing.takeJoined(one, two) }
        return (pairing.common, pairing.brands)
    }
}
