import Connectors
import Mappings
import Model
import Storage

/// Fields of the source that the mapping does not know: told once, by the first run that meets them.
///
/// What a source has besides when it is first read is no news; what appears later, or what a mapping stops reading, is.
struct FieldDrift {
    private var fields: Set<String> = []

    mutating func add(_ names: [String]) { fields.formUnion(names) }

    /// The fields of a page that `mapping` neither reads nor names under `ignore:`.
    static func unknown(_ page: RecordPage, to mapping: CompiledMapping) -> [String] {
        if page.unknownFields.isEmpty { return [] }
        let ignored = Set(mapping.ignored)
        return page.unknownFields.filter { !ignored.contains($0) && !ignored.contains("$." + $0) }
    }

    /// The ending of a run with what is to be told, if it ended well. Inside a transaction.
    func ending(_ ending: RunEnding, _ definition: ConnectorDefinition, in store: Store) throws -> RunEnding {
        guard ending.state == .ok, definition.contract.unknownField == .report else { return ending }
        let key = "fields \(definition.name)"
        let known = try store.meta(key).map { Set($0.split(separator: "\u{1F}").map(String.init)) }
        let news = known.map { fields.subtracting($0) } ?? []
        if known == nil || !news.isEmpty {
            let all = fields.union(known ?? []).sorted().joined(separator: "\u{1F}")
            try store.run("INSERT OR REPLACE INTO hub_meta VALUES (?1, ?2)", key, all)
        }
        guard !news.isEmpty else { return ending }
        return ending.telling(
            "unknown_field",
            "the source has \(Self.words(news.sorted())) that it did not have before and that the mapping does not know"
        )
    }

    /// `the field `a``, `3 fields `a`, `b`, `c``; at most ten by name.
    static func words(_ names: [String]) -> String {
        let listed = names.prefix(10).map { "`\($0.prefix(80))`" }.joined(separator: ", ")
        let more = names.count > 10 ? " and \(names.count - 10) more" : ""
        return (names.count == 1 ? "the field " : "\(names.count) fields ") + listed + more
    }
}
