import Diagnostics
import Model
import YAML

/// Reads the keys of one feed file.
struct FeedDefinition {
    let schema: UnifiedSchema
    let secret: [UInt8]
    var heading = FeedHeading()

    static let keys = [
        "feed", "title", "partner", "purpose", "retention", "personal", "provenance", "entities", "readings",
    ]
    static let titleKeys = ["zh", "en"]
    static let entityKeys = ["where", "window", "columns", "masks"]

    init(schema: UnifiedSchema, secret: [UInt8]) {
        self.schema = schema
        self.secret = secret
    }

    mutating func read(_ root: ConfigReader) -> [CompiledFeedEntity?] {
        readHeading(root)
        var entities = [CompiledFeedEntity?](repeating: nil, count: schema.entities.count)
        guard let list = root.required("entities"), let entries = list.entries() else { return entities }
        if entries.isEmpty { list.report(.invalidValue, "a feed has at least one entity") }
        for entry in entries {
            guard let index = schema.index(of: entry.name) else {
                list.report(
                    .unknownEntity, "there is no entity `\(entry.name.prefix(80))`", at: entry.nameLocation.range,
                    evidence: Suggestion.help(for: entry.name, among: schema.entities.map(\.name)))
                continue
            }
            entities[index] = readEntity(schema.entities[index], entry.value)
        }
        return entities
    }
}
