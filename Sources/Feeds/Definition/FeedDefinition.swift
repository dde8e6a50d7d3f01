import Diagnostics
import Model
import YAML

/// Reads one feed file.
struct FeedDefinition {
    let file: SourceFile
    let schema: UnifiedSchema
    let secret: [UInt8]
    let problems: DiagnosticBag
    var heading = FeedHeading()
    private(set) var isSound = true

    init(file: SourceFile, schema: UnifiedSchema, secret: [UInt8], problems: DiagnosticBag) {
        self.file = file
        self.schema = schema
        self.secret = secret
        self.problems = problems
    }

    static let keys = ["feed", "title", "partner", "purpose", "retention", "personal", "provenance", "entities"]

    mutating func read() -> CompiledFeed? {
        let document = YAMLDocument(parsing: file.bytes)
        problems.add(document.problems, of: file)
        isSound = document.problems.isEmpty
        guard let root = document.root, let entries = root.entries else {
            if isSound { report(.wrongKind, "a feed file is a mapping", at: document.root?.range ?? Self.top) }
            return nil
        }
        checkKeys(of: root, allowed: Self.keys, required: ["feed", "title", "partner", "purpose", "entities"])
        for entry in entries where entry.key != "entities" { readHeading(entry) }
        let entities = root["entities"].map { readEntities($0) } ?? []
        guard isSound else { return nil }
        return CompiledFeed(
            heading: heading, text: String(decoding: file.bytes, as: UTF8.self), entities: entities)
    }

    private static let top = YAMLRange(start: .start, end: .start)

    private mutating func readEntities(_ node: YAMLNode) -> [CompiledFeedEntity?] {
        var entities = [CompiledFeedEntity?](repeating: nil, count: schema.entities.count)
        guard let entries = mapping(node) else { return entities }
        if entries.isEmpty { report(.invalidValue, "a feed has at least one entity", at: node.range) }
        for entry in entries {
            guard let index = schema.index(of: entry.key) else {
                let help = Suggestion.help(for: entry.key, among: schema.entities.map(\.name))
                report(.unknownEntity, "there is no entity `\(entry.key)`", at: entry.keyRange, help: help)
                continue
            }
            entities[index] = readEntity(schema.entities[index], entry)
        }
        return entities
    }

    mutating func report(_ code: DiagnosticCode, _ message: String, at range: YAMLRange, help: String = "") {
        if code.severity == .error { isSound = false }
        problems.add(
            Diagnostic(
                code, message, at: SourceLocation(file: file, range: range), help: help.isEmpty ? [] : [help]))
    }
}
