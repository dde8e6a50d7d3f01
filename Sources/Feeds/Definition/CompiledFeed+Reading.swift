public import Diagnostics
public import Model

extension CompiledFeed {
    /// Reads a feed file (`mappings/feeds/NAME.yaml`) and checks it against the unified schema.
    ///
    /// - Parameters:
    ///   - secret: the hub's secret for `hash` masks; without one they still hide, but values could be tried out.
    ///   - problems: gets every mistake of the file.
    /// - Returns: the feed, or nil when the file has an error.
    public static func read(
        _ file: SourceFile, schema: UnifiedSchema, secret: [UInt8] = [], into problems: DiagnosticBag
    ) -> CompiledFeed? {
        var definition = FeedDefinition(file: file, schema: schema, secret: secret, problems: problems)
        return definition.read()
    }
}
