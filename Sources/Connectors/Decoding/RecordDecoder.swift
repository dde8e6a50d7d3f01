public import Model

/// Turns a body of a format into a page of records.
public protocol RecordDecoder: Sendable {
    /// Decodes a whole body.
    ///
    /// - Throws: `unexpected` when the body is not of the format at all; a single bad record is a fault of the page.
    func decode(_ body: [UInt8], name: String) throws(ConnectorError) -> RecordPage
}

/// Decodes a record that was kept in quarantine again, for a retry: the page has that record alone.
public func decodeKept(
    raw: [UInt8], prologue: [UInt8], name: String, definition: ConnectorDefinition, plan: RecordPlan
) throws(ConnectorError) -> RecordPage {
    try definition.source.decoder(definition, plan: plan).decode(prologue + raw, name: name)
}
