import Feeds
import SQLite
import Storage

/// Guards a run against feeds that were made anew, added or removed while it goes on: lines of the definitions that it began
/// with could show what a feed may not show any more, and a feed that it does not know would miss its rows for good.
struct FeedDefinitions {
    private let listing: Statement
    private let own: [String: String]

    init(_ store: Store, feeds: [CompiledFeed]) throws {
        listing = try store.database.prepare("SELECT name, definition FROM hub_feed WHERE definition <> ''")
        own = Dictionary(feeds.map { ($0.name, $0.definition) }, uniquingKeysWith: { first, _ in first })
    }

    /// Inside every transaction, before its first line.
    ///
    /// - Throws: ``StoreError`` of kind `busy` when the store's feeds are not those of this run: it must start again.
    func check() throws {
        defer { listing.reset() }
        var known = 0
        while try listing.step() {
            let name = listing.text(0) ?? ""
            guard own[name] == listing.text(1) else { throw FeedDefinitions.changed(name) }
            known += 1
        }
        if known < own.count { throw FeedDefinitions.changed(own.keys.sorted().joined(separator: ", ")) }
    }

    private static func changed(_ names: String) -> StoreError {
        StoreError(.busy, "the feeds were changed while the run went on (\(names)): it goes on with its next start")
    }
}
