/// What keeps two records apart whatever their weight.
enum PairRules {
    /// Why two records are never put together without a person.
    enum Veto: String, Sendable {
        /// Their own system tells them apart.
        case sameSystem
        /// They are two branches of a firm, or have two numbers of a site.
        case otherSite
        /// One speaks of a branch, the other of the firm, and no place says that both are the same.
        case branchAndFirm
        /// Both have a sound code, and not the same.
        case otherCompany
        /// The names have nothing to do with each other and no identifier says that one is the other's former name: whatever
        /// else they have in common may come of one site that two firms use.
        case otherName
    }

    static func veto(_ one: PreparedRecord, _ two: PreparedRecord, _ pattern: LevelPattern) -> Veto? {
        if pattern[.site] == 1 { return nil }
        if one.system == two.system { return .sameSystem }
        if pattern[.company] == 5 { return .otherCompany }
        if pattern[.branch] == NameComparer.otherBranch { return .otherSite }
        if pattern[.branch] == NameComparer.oneSidedBranch, !isSamePlace(pattern), !isOneUnit(one, two, pattern) {
            return .branchAndFirm
        }
        return isOtherName(pattern) ? .otherName : nil
    }

    /// Whether both have the code of a branch that is registered by itself: its firm has another one.
    private static func isOneUnit(_ one: PreparedRecord, _ two: PreparedRecord, _ pattern: LevelPattern) -> Bool {
        pattern[.company] == 1 && (one.name.isRegisteredBranch || two.name.isRegisteredBranch)
    }

    private static func isOtherName(_ pattern: LevelPattern) -> Bool {
        let name = pattern[.name]
        return (name == NameComparer.other || name == NameComparer.little) && !(1...3).contains(pattern[.company])
    }

    /// The same number in the same road, or places that are one but for what they may be wrong by.
    private static func isSamePlace(_ pattern: LevelPattern) -> Bool {
        let (address, location) = (pattern[.address], pattern[.location])
        return (address == 1 || address == 2) && location <= 4 || (1...3).contains(location) && address <= 6
    }
}
