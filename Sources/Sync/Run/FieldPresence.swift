import Connectors
import Mappings
import Model
import Storage

/// Paths that the mapping reads and the source does not have: in no record of a page, in no record of a run.
///
/// A list without items says nothing of what its items have, and a page without records says nothing at all.
struct FieldPresence {
    /// The fewest records that say what a source has, unless they are all that it has.
    static let fewest = 100

    private var waiting: [CompiledMapping.NeededPath]
    /// The scopes of which a row was met.
    private var met: Set<Int> = []
    /// The slots of a table whose columns a page did not have.
    private var lacked: Set<Int> = []
    private let isTable: Bool

    init(_ mapping: CompiledMapping) {
        waiting = mapping.neededPaths
        isTable = mapping.pathKind == .columns
    }

    /// Takes note of what the records of a page have.
    mutating func add(_ page: RecordPage) {
        if isTable {
            if page.count > 0 { lacked.formUnion(page.missingColumns) }
            return
        }
        for scope in page.scopes.indices where page.scopes[scope].rowCount > 0 { met.insert(scope) }
        waiting.removeAll { path in
            (0..<page.scopes[path.scope].rowCount).contains { row in
                page.field(path.slot, row: row, scope: path.scope) != .missing
            }
        }
    }

    /// The paths that are needed and were never there, as the mapping's file writes them.
    var missing: [String] {
        waiting.filter { isTable ? lacked.contains($0.slot) : met.contains($0.scope) }.map(\.text)
    }

    /// The ending of a run with what is to be told, once. Inside a transaction.
    func ending(
        _ ending: RunEnding, _ definition: ConnectorDefinition, isComplete: Bool, _ counts: RunCounts, in store: Store
    ) throws -> RunEnding {
        guard ending.state == .ok, definition.contract.missingField == .report, counts.read > 0,
            isTable || isComplete || counts.read >= Self.fewest
        else { return ending }
        let key = "missing \(definition.name)"
        let known = Set((try store.meta(key) ?? "").split(separator: "\u{1F}").map(String.init))
        let missing = Set(missing)
        if missing != known {
            try store.run(
                "INSERT OR REPLACE INTO hub_meta VALUES (?1, ?2)", key, missing.sorted().joined(separator: "\u{1F}"))
        }
        let news = missing.subtracting(known).sorted()
        guard !news.isEmpty else { return ending }
        return ending.telling(
            "missing_field",
            "no record has \(FieldDrift.words(news)), which the mapping reads: a path that may be absent says "
                + "`optional: true`")
    }
}

extension RunEnding {
    /// The ending with one thing more to tell.
    func telling(_ code: String, _ sentence: String) -> RunEnding {
        RunEnding(
            state: state, code: self.code ?? code, message: message.map { "\($0); \(sentence)" } ?? sentence)
    }
}
