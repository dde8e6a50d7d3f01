/// What came back.
public struct TransferResponse: Sendable {
    /// The HTTP status; for FTP the last reply's code, for SFTP 0.
    public var status: Int
    /// The HTTP header fields of the last response.
    public var fields: TransferFields
    /// The body; empty for a download whose bytes went to its receiver.
    public var body: [UInt8]
    /// Where the response came from, after redirects.
    public var url: String
    /// When the file was last changed, in seconds of Unix time, where the server says so.
    public var modified: Int64?
    /// The size the server announced.
    public var size: Int64?

    /// The body as UTF-8, with replacements for what is none.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
