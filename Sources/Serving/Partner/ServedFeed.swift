import Feeds
import Model
import Storage

/// A feed with what its answers need, made once.
final class ServedFeed: Sendable {
    let compiled: CompiledFeed
    let name: [UInt8]
    let schema: [UInt8]
    let schemas: [[UInt8]]
    /// What tells the schema from others: told with every page.
    let schemaVersion: SchemaVersion
    /// `</v1/feeds/water-affairs/`
    let linkStart: String
    /// `</v1/feeds/water-affairs/schema>; rel="describedby"; type="application/schema+json"`
    let describedBy: String
    let entityNames: [[UInt8]]

    init(_ feed: CompiledFeed, codes: CompiledFeed.CodeTables) {
        compiled = feed
        name = Array(feed.name.utf8)
        schema = feed.jsonSchema(codes: codes)
        schemaVersion = SchemaVersion(of: schema)
        schemas = feed.entities.map { feed.jsonSchema(of: $0.name, codes: codes) ?? [] }
        entityNames = feed.entities.map { Array($0.name.utf8) }
        linkStart = "</v1/feeds/\(feed.name)/"
        describedBy = "</v1/feeds/\(feed.name)/schema>; rel=\"describedby\"; type=\"application/schema+json\""
    }

    /// Whether the lines in the store are of another definition than the one served: for a moment, while a changed file is taken up.
    func isBehind(_ head: FeedHead) -> Bool { head.definition != compiled.definition }

    /// The entity of that name.
    func entity(named name: [UInt8]) -> Int? { entityNames.firstIndex(of: name) }

    /// The same, from a part of a path.
    func entity(_ name: RawSpan) -> Int? { entityNames.firstIndex { name.isEqual(to: $0) } }
}

/// Which schema a feed's lines follow: a hash of the document, titles and listed codes included.
///
/// It stands in the `end` of every page, in the header `Feed-Schema`, and is the document's `ETag`. A cursor carries 32 bits of the
/// one that its holder was told last, so that a change is told once to everybody, and again when that answer got lost.
struct SchemaVersion: Sendable, Equatable {
    /// 16 hexadecimal digits.
    let text: String
    /// The same in UTF-8.
    let bytes: [UInt8]
    /// What cursors carry of it.
    let mark: UInt32

    init(of document: [UInt8]) {
        let hash = ByteHash.hash64(document.span)
        let digits = String(hash, radix: 16)
        text = String(repeating: "0", count: 16 - digits.count) + digits
        bytes = Array(text.utf8)
        mark = UInt32(truncatingIfNeeded: hash)
    }

    /// The document's `ETag`.
    var tag: String { "\"\(text)\"" }
}
