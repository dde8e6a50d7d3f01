/// What evidence weighs, in bits: a weight of 3 makes it eight times as likely that two records are of one site. The weights of
/// the levels add up with the prior; what a rare name tells is added to the level of the names.
///
/// The standard was set by hand near what was learned without labels, see docs/identity.md; every value can be overridden. Weights
/// stay as they are while records come and go: learning anew is a step of its own.
public struct LinkWeights: Sendable, Equatable {
    /// The bits of a pair of which nothing is known but that it was worth comparing.
    public var prior: Double
    /// The bits of each level, in the order of ``Comparison/levels``.
    public var levels: [Comparison: [Double]]
    /// How much of what common words tell beyond ``usualName`` counts, from 0 to 1.
    public var nameRarity: Double
    /// The bits that the words of a name usually tell.
    public var usualName: Double
    /// From how many bits on a pair is linked.
    public var link: Double
    /// From how many bits on a pair that is not linked is for a person to look at.
    public var review: Double
    /// By how many bits the best of several records of one system must be ahead of the next.
    public var margin: Double
    /// The least that a name weighs where both have the same sound code of an enterprise.
    public var renamed: Double
    /// Whether a record that names a firm and says nothing of a place is linked to one of the firm's sites when there are
    /// several; else a person decides.
    public var linksPlaceless: Bool
    /// What common units of names tell.
    public var commonness: UnitCommonness

    /// The weight of a level.
    public subscript(comparison: Comparison, level: Int) -> Double {
        get { levels[comparison]?[level] ?? 0 }
        set { levels[comparison]?[level] = newValue }
    }

    /// The weights of docs/identity.md.
    public static let standard = LinkWeights(
        prior: -4.5,
        levels: [
            .company: [0, 9, 8.5, 8, -2, -7],
            .site: [0, 12, -5],
            .name: [0, -5, -4, -1, 3, 5, 7, 9.5],
            .branch: [0, 3, -3, -7, -5],
            .address: [0, 7, 4, -0.5, 1.5, -1.5, 1, -3, -3, -6],
            .location: [0, 9.5, 7, 5, 3, 1, -1.5, -4, -6],
            .phone: [0, 9, -1],
            .industry: [0, 2, 0.5, -1],
        ], nameRarity: 0.35, usualName: 14, link: 3, review: -1, margin: 2, renamed: -1, linksPlaceless: true,
        commonness: UnitCommonness())
}
