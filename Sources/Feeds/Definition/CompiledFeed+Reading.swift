public import Diagnostics
public import Model

extension CompiledFeed {
    /// Reads a feed file (`mappings/feeds/NAME.yaml`) and checks it against the unified schema.
    ///
    /// - Parameters:
    ///   - name: the file's name as people see it.
    ///   - secret: the hub's secret for `hash` masks; without one they still hide, but values could be tried out.
    ///   - bag: gets every mistake of the file.
    /// - Returns: the feed, or nil when the file has an error.
    public static func read(
        name: String, bytes: [UInt8], schema: UnifiedSchema, secret: [UInt8] = [], into bag: DiagnosticBag
    ) -> CompiledFeed? {
        let before = bag.errorCount
        let file = ConfigFile(name: name, bytes: bytes, bag: bag)
        guard let root = file.root(keys: FeedDefinition.keys) else { return nil }
        var definition = FeedDefinition(schema: schema, secret: secret)
        let entities = definition.read(root)
        let readings = definition.readReadings(root.optional("readings"), entities)
        guard bag.errorCount == before, bag.omitted == 0 else { return nil }
        return CompiledFeed(
            heading: definition.heading, text: String(decoding: bytes, as: UTF8.self), entities: entities,
            readings: readings)
    }
}
