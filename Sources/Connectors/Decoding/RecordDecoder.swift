public import Model

/// Turns a body of a format into a page of records.
public protocol RecordDecoder: Sendable {
    /// Decodes a whole body.
    ///
    /// - Throws: `unexpected` when the body is not of the format at all; a single bad record is a fault of the page.
    func decode(_ body: [UInt8], name: String) throws(ConnectorError) -> RecordPage
    /// Raw records that were kept, as one body that gives exactly them; nil when the format has no such thing.
    func joined(_ raws: [ArraySlice<UInt8>], prologue: [UInt8]) -> [UInt8]?
}

extension RecordDecoder {
    /// None.
    func joined(_ raws: [ArraySlice<UInt8>], prologue: [UInt8]) -> [UInt8]? { nil }
}
