/// The protocols a transfer may use; any other URL is refused, a redirect's too.
public struct TransferProtocols: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// A set from its bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Plain HTTP.
    public static let http = TransferProtocols(rawValue: 1)
    /// HTTP over TLS.
    public static let https = TransferProtocols(rawValue: 2)
    /// Plain FTP.
    public static let ftp = TransferProtocols(rawValue: 4)
    /// FTP over TLS from the first byte.
    public static let ftps = TransferProtocols(rawValue: 8)
    /// Files over SSH.
    public static let sftp = TransferProtocols(rawValue: 16)
    /// HTTP with and without TLS.
    public static let web: TransferProtocols = [.http, .https]
    /// Those that know files and folders.
    public static let files: TransferProtocols = [.ftp, .ftps, .sftp]

    private static let names: [(TransferProtocols, String)] = [
        (.http, "http"), (.https, "https"), (.ftp, "ftp"), (.ftps, "ftps"), (.sftp, "sftp"),
    ]

    /// The list as curl wants it.
    var text: String { Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ",") }
}
