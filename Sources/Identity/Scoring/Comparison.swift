/// What of two records is compared, and how alike it can be. Every level has a weight of its own.
public enum Comparison: Int, CaseIterable, Sendable {
    /// The enterprise's code.
    case company
    /// Numbers of the site: permit, old source code, device.
    case site
    /// Own name, trade and common words.
    case name
    /// What tells a site from others of the firm, and the region in the name.
    case branch
    /// Region, town, road, number.
    case address
    /// How far apart the places are, at least.
    case location
    /// The telephone number.
    case phone
    /// The industry's code.
    case industry

    /// The names of the levels in files and explanations; the first is "not known of both" everywhere and weighs nothing.
    public var levels: [String] {
        switch self {
        case .company: ["missing", "equal", "same_organisation", "one_character_off", "differs_unsound", "differs"]
        case .site: ["missing", "equal", "differs"]
        case .name: ["missing", "other", "little", "some", "much", "near", "same_words", "same"]
        case .branch: ["none", "same", "one_sided", "differs", "other_region"]
        case .address:
            [
                "missing", "same_number", "same_road", "other_number", "same_town", "other_road", "same_region",
                "other_town", "other_county", "elsewhere",
            ]
        case .location: ["missing", "same_point", "100m", "300m", "1km", "3km", "10km", "50km", "further"]
        case .phone: ["missing", "equal", "differs"]
        case .industry: ["missing", "equal", "same_group", "differs"]
        }
    }
}

/// The levels of one pair: four bits a comparison.
struct LevelPattern: Sendable, Hashable {
    var bits: UInt32 = 0

    subscript(comparison: Comparison) -> Int {
        get { Int(bits >> UInt32(comparison.rawValue * 4) & 15) }
        set {
            let shift = UInt32(comparison.rawValue * 4)
            bits = bits & ~(15 << shift) | UInt32(newValue) << shift
        }
    }
}
