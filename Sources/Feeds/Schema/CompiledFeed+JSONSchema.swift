import JSON
public import Model

extension CompiledFeed {
    /// Code tables by their name, for schemas that list the codes of small ones.
    public typealias CodeTables = (String) -> CodeTable?

    /// The JSON Schema (draft 2020-12) of the feed's lines, with the schemas of its records in `$defs`.
    public func jsonSchema(codes: CodeTables = { _ in nil }) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("$schema", FeedSchema.dialect)
        writer.member("$id", "/v1/feeds/\(name)/schema")
        writer.titles(title)
        writer.key("oneOf")
        writer.beginArray()
        for entity in entities { FeedSchema.writeUpsert(entity, hasProvenance, to: &writer) }
        FeedSchema.writeTombstone(to: &writer)
        for entity in entities { FeedSchema.writeMerge(entity, to: &writer) }
        FeedSchema.writeEnd(to: &writer)
        writer.endArray()
        writer.key("$defs")
        writer.beginObject()
        for entity in entities {
            writer.key(entity.name)
            writer.beginObject()
            FeedSchema.writeRecord(entity, codes: codes, to: &writer)
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// The JSON Schema (draft 2020-12) of one entity's records; nil when the feed does not have it.
    public func jsonSchema(of entity: String, codes: CodeTables = { _ in nil }) -> [UInt8]? {
        guard let entity = self.entity(named: entity) else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("$schema", FeedSchema.dialect)
        writer.member("$id", "/v1/feeds/\(name)/schema/\(entity.name)")
        FeedSchema.writeRecord(entity, codes: codes, to: &writer)
        writer.endObject()
        return writer.bytes
    }
}
