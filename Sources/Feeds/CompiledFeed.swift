public import Model

/// A feed, ready to be applied to rows: what `mappings/feeds/NAME.yaml` declares, checked against the unified schema.
///
///     feed file ── read ──> CompiledFeed ── entity(i) ──> CompiledFeedEntity ── matches, appendRecord ──> a line's bytes
public struct CompiledFeed: Sendable {
    /// The name in URLs, such as `water-affairs`.
    public let name: String
    /// What people call it.
    public let title: Title
    /// The department that it is made for.
    public let partner: String
    /// Why that department may have it.
    public let purpose: String
    /// How long tombstones are kept, in milliseconds: a consumer that stays away for longer starts again.
    public let retention: Int64
    /// Whether lines say which system a row came from.
    public let hasProvenance: Bool
    /// Which values of online devices the feed shows; nil for none. They are no lines of the feed.
    public let readings: FeedReadings?
    /// The file's text.
    public let text: String
    /// A hash of what the feed does: its entities, filters, columns and masks. Titles and comments do not count.
    public let hash: UInt64

    /// What the store keeps of the definition by which a feed's lines were made; never empty.
    public var definition: String { String(hash, radix: 16) }

    private let byIndex: [CompiledFeedEntity?]

    init(heading: FeedHeading, text: String, entities: [CompiledFeedEntity?], readings: FeedReadings?) {
        self.readings = readings
        name = heading.name
        title = heading.title
        partner = heading.partner
        purpose = heading.purpose
        retention = heading.retention
        hasProvenance = heading.hasProvenance
        self.text = text
        byIndex = entities
        var meaning = Array("\(heading.name) \(heading.hasProvenance) \(heading.masksKey)".utf8)
        for entity in entities { entity?.appendMeaning(to: &meaning) }
        hash = ByteHash.hash64(meaning.span)
    }

    /// The part of the feed that holds entity `index` of the unified schema; nil when the entity is not in the feed.
    public func entity(_ index: Int) -> CompiledFeedEntity? {
        byIndex.indices.contains(index) ? byIndex[index] : nil
    }

    /// The entities of the feed, in the schema's order.
    public var entities: [CompiledFeedEntity] { byIndex.compactMap(\.self) }

    /// The part of the feed that holds the entity called `name`.
    public func entity(named name: String) -> CompiledFeedEntity? {
        entities.first { $0.name == name }
    }
}

/// What a feed file says before its entities.
struct FeedHeading {
    var name = ""
    var title = Title(zh: "", en: "")
    var partner = ""
    var purpose = ""
    var retention = FeedDefinition.usualRetention
    var hasProvenance = true
    var masksKey = false
    var allowsPersonal = false
}
