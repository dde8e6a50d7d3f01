/// `files:`, where the files are and which of them are read.
struct FolderRule: Sendable {
    /// In which order files are taken.
    enum Order: String, Sendable, CaseIterable {
        case name, mtime
    }

    /// What is in the files.
    enum Format: String, Sendable, CaseIterable {
        case csv, json, ndjson, xml
    }

    var location: FolderLocation
    var pattern = "*"
    var format = Format.csv
    var order = Order.name
    /// How long a file must not have changed; nil: young files are looked at twice.
    var stableFor: Duration?
    var csv = CSVFileOptions()
    var records: String?
    var namespaces: [String: String] = [:]
    var pageSize = FilePageSize()
}

/// Where the files are.
enum FolderLocation: Sendable, Equatable {
    /// A folder of this machine, relative to the hub directory.
    case local(String)
    /// A folder behind SFTP or FTP.
    case remote(RemoteFolder)
}

/// A folder of another machine.
struct RemoteFolder: Sendable, Equatable {
    /// `sftp://user@host:22/dir` or `ftp://host/dir`, without a password.
    var url: String
    var user: String?
    var password: SecretReference?
    /// The private key of SFTP, and its passphrase.
    var key: String?
    var passphrase: SecretReference?
    /// The SHA-256 fingerprint of the SFTP server's key, in base64 as `ssh-keygen -l` shows it.
    var fingerprint: String?
    /// FTP over TLS, and its certificates.
    var tls: TLSRule?
}
