/// Compares two prepared records.
enum PairComparer {
    /// What came out: the levels, and what the common part of the names tells, in eighths of a bit.
    struct Outcome {
        var pattern = LevelPattern()
        var nameBits: Int32 = 0
    }

    @inline(__always)
    static func compare(_ one: PreparedRecord, _ two: PreparedRecord, others: [NameForm]) -> Outcome {
        var outcome = Outcome()
        let name = names(one, two, others)
        outcome.nameBits = name.common
        outcome.pattern[.name] = name.level
        outcome.pattern[.branch] = name.branch
        outcome.pattern[.company] = company(one.company, two.company)
        outcome.pattern[.site] = one.sharesSite(two) ? 1 : one.differsInSite(two) ? 2 : 0
        outcome.pattern[.address] = address(one.address, two.address)
        outcome.pattern[.location] = location(one.place, two.place)
        outcome.pattern[.phone] = one.phone == 0 || two.phone == 0 ? 0 : one.phone == two.phone ? 1 : 2
        outcome.pattern[.industry] = industry(one.industry, two.industry)
        return outcome
    }

    /// The best likeness of any name of one with any of the other.
    @inline(__always)
    private static func names(
        _ one: PreparedRecord, _ two: PreparedRecord, _ others: [NameForm]
    ) -> NameComparer.Likeness {
        var best = NameComparer.compare(one.name, two.name)
        if one.otherNames.isEmpty, two.otherNames.isEmpty { return best }
        for left in -1..<Int32(one.otherNames.count) {
            for right in -1..<Int32(two.otherNames.count) where left >= 0 || right >= 0 {
                let likeness = NameComparer.compare(
                    left < 0 ? one.name : others[Int(one.otherNames.lowerBound + left)],
                    right < 0 ? two.name : others[Int(two.otherNames.lowerBound + right)])
                if isBetter(likeness, best) { best = likeness }
            }
        }
        return best
    }

    private static func isBetter(_ one: NameComparer.Likeness, _ two: NameComparer.Likeness) -> Bool {
        /// The branch that says the most for one site comes first.
        func branch(_ likeness: NameComparer.Likeness) -> Int32 {
            switch likeness.branch {
            case NameComparer.sameBranch: 3
            case NameComparer.noBranch: 2
            case NameComparer.oneSidedBranch: 1
            default: 0
            }
        }
        func rank(_ likeness: NameComparer.Likeness) -> Int32 {
            let apart = likeness.branch > NameComparer.sameBranch && likeness.level > NameComparer.some
            return Int32(likeness.level * 2 - (apart ? 3 : 0)) << 20 | likeness.common << 4 | branch(likeness)
        }
        return rank(one) > rank(two)
    }

    private static func company(_ one: CompanyCode, _ two: CompanyCode) -> Int {
        if one.state == .missing || two.state == .missing { return 0 }
        if one.state == .organisation || two.state == .organisation {
            if one.organisation == 0 || two.organisation == 0 { return 0 }
            return one.organisation == two.organisation ? 2 : 5
        }
        if one.high == two.high, one.low == two.low { return 1 }
        let isSound = one.state == .valid && two.state == .valid
        if isSound { return one.organisation == two.organisation ? 2 : 5 }
        if one.isOneOff(two) || isCut(one, two) { return 3 }
        return 4
    }

    /// Whether one code is the other without its end.
    private static func isCut(_ one: CompanyCode, _ two: CompanyCode) -> Bool {
        guard one.high == two.high, one.low >> 60 != two.low >> 60 else { return false }
        let (short, long) = one.low >> 60 > two.low >> 60 ? (one.low, two.low) : (two.low, one.low)
        let cut = min(short >> 60, 4)
        return (short & (1 << 60 - 1)) == (long & (1 << 60 - 1)) >> (5 * cut)
    }

    private static func address(_ one: AddressForm, _ two: AddressForm) -> Int {
        let region = regions(one.region, two.region)
        if one.isEmpty || two.isEmpty { return region == 0 ? 0 : region == 1 ? 6 : region == 2 ? 8 : 9 }
        // A road of that name and number may be in every county.
        if region >= 2 { return region == 2 ? 8 : 9 }
        let isRoad = one.road != 0 && one.road == two.road || one.park != 0 && one.park == two.park
        let isTown = one.town != 0 && one.town == two.town || one.village != 0 && one.village == two.village
        let isOtherTown = one.town != 0 && two.town != 0 && one.town != two.town
        if isRoad, !isOtherTown {
            if one.number == 0 || two.number == 0 { return 2 }
            return one.number == two.number ? 1 : 3
        }
        if isTown {
            let hasRoads = (one.road != 0 || one.park != 0) && (two.road != 0 || two.park != 0)
            return hasRoads ? 5 : 4
        }
        return isOtherTown ? 7 : region == 0 ? 0 : 6
    }

    /// 0 nobody knows, 1 the same or one in the other, 2 another county of the city, 3 elsewhere.
    private static func regions(_ one: UInt32, _ two: UInt32) -> Int {
        if one == 0 || two == 0 { return 0 }
        if one == two { return 1 }
        if one >= 1_000_000 || two >= 1_000_000 { return one >= 1_000_000 && two >= 1_000_000 ? 3 : 0 }
        guard ChineseRegions.isInside(one, two) else { return 3 }
        return one % 100 == 0 || two % 100 == 0 ? 1 : 2
    }

    private static func location(_ one: PlaceForm, _ two: PlaceForm) -> Int {
        guard one.isKnown, two.isKnown else { return 0 }
        let distance = one.distance(to: two)
        // Nobody measures a gate twice to the same ten metres: one system has the point of the other.
        if distance < 10 { return 1 }
        switch distance - one.accuracy - two.accuracy {
        case ..<100: return 2
        case ..<300: return 3
        case ..<1000: return 4
        case ..<3000: return 5
        case ..<10_000: return 6
        case ..<50_000: return 7
        default: return 8
        }
    }

    /// Codes go from the coarse to the fine: the first two digits are the group.
    private static func industry(_ one: UInt32, _ two: UInt32) -> Int {
        if one == 0 || two == 0 { return 0 }
        if one == two { return 1 }
        func group(_ code: UInt32) -> UInt32 {
            var code = code
            while code > 0xFFFF { code >>= 8 }
            return code
        }
        return group(one) == group(two) ? 2 : 3
    }
}
