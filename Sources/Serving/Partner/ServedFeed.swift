import Feeds
import Model

/// A feed with what its answers need, made once.
struct ServedFeed: Sendable {
    let compiled: CompiledFeed
    let name: [UInt8]
    let schema: [UInt8]
    let schemas: [[UInt8]]
    /// `</v1/feeds/water-affairs/`
    let linkStart: String
    /// `</v1/feeds/water-affairs/schema>; rel="describedby"; type="application/schema+json"`
    let describedBy: String
    let entityNames: [[UInt8]]

    init(_ feed: CompiledFeed, codes: CompiledFeed.CodeTables) {
        compiled = feed
        name = Array(feed.name.utf8)
        schema = feed.jsonSchema(codes: codes)
        schemas = feed.entities.map { feed.jsonSchema(of: $0.name, codes: codes) ?? [] }
        entityNames = feed.entities.map { Array($0.name.utf8) }
        linkStart = "</v1/feeds/\(feed.name)/"
        describedBy = "</v1/feeds/\(feed.name)/schema>; rel=\"describedby\"; type=\"application/schema+json\""
    }

    /// The entity of that name.
    func entity(_ name: some Sequence<UInt8>) -> Int? {
        entityNames.firstIndex { $0.elementsEqual(name) }
    }
}
