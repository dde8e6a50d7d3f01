import Feeds
import Model
import Sync
import Terminal

/// `envhub schema`
enum SchemaCommand: Command {
    static let name = ["schema"]
    static let summary = "the unified schema, or a feed's, as JSON Schema 2020-12"
    static let options = [
        Option("entity", "ENTITY", "one entity only"),
        Option("feed", "FEED", "what the feed shows, masked as it is"),
        Option("editor", "DIR", "write JSON Schemas (draft-07) of the hub's own files there, for editors"),
    ]
    static let examples = [
        (command: "envhub schema", does: "prints all entities"),
        (command: "envhub schema --entity permit_limit", does: "prints one entity"),
        (command: "envhub schema --feed water-affairs --entity outlet", does: "prints what one feed shows of it"),
        (command: "envhub schema --editor .editor", does: "lets an editor check and complete YAML files"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        if let directory = call["editor"] {
            try EditorFiles.write(to: directory, TerminalOutput.standardOutput)
            return .ok
        }
        let hub = try OpenHub.compile(call.hubDirectory)
        TerminalOutput.standardOutput.line(String(decoding: try schema(hub, call), as: UTF8.self))
        return .ok
    }

    private static func schema(_ hub: Hub, _ call: Call) throws -> [UInt8] {
        let codes: @Sendable (String) -> CodeTable? = { hub.codes[$0] }
        if let feed = try call["feed"].map({ try FeedNames.find($0, in: hub) }) {
            guard let name = call["entity"] else { return feed.jsonSchema(codes: codes) }
            if let schema = feed.jsonSchema(of: name, codes: codes) { return schema }
            throw unknown(name, "entity of \(feed.name)", feed.entities.map(\.name))
        }
        guard let name = call["entity"] else { return EntityJSONSchema.all(hub.schema) }
        if let entity = hub.schema.entity(name) { return EntityJSONSchema.one(entity) }
        throw unknown(name, "entity", hub.schema.entities.map(\.name))
    }

    private static func unknown(_ name: String, _ kind: String, _ names: [String]) -> CommandError {
        CommandError(Names.unknown(kind, name, among: names), code: .usage)
    }
}
