public import Foundation

extension RunningSystems {
    /// The permit platform: `POST /api/token`, `GET /api/v2/permits`.
    public var permitURL: String { "http://127.0.0.1:\(platform.port)" }

    /// The hazardous-waste service's address.
    public var wasteURL: String { "http://127.0.0.1:\(service.port)\(TransferService.path)" }

    /// The folder of declarations on this machine.
    public var declarationFolder: URL { folder.url }

    /// The folder of declarations by SFTP; nil when there is no server.
    public var declarationURL: String? { fileServer.map { "sftp://127.0.0.1:\($0.port)\(escapedFolder)/" } }

    /// Who may log in by SFTP, the private key's file, and the fingerprint of the server's key.
    public var declarationLogin: (user: String, key: String, fingerprint: String)? {
        fileServer.map { ($0.user, $0.keyFile, $0.fingerprint) }
    }

    /// The monitoring database's file.
    public var databasePath: String { database.path }

    /// The ODBC connection string of the monitoring database.
    public var databaseConnection: String {
        "Driver=\(MonitoringDatabase.driver ?? "SQLite3");Database=\(database.path);Timeout=5000"
    }

    /// The values that the example connector files ask for: environment variables by name.
    public var environment: [String: String] {
        ["ENVHUB_PERMIT_PASSWORD": passwords.permit, "ENVHUB_WASTE_PASSWORD": passwords.waste]
    }

    /// How many answers the permit platform gave, by HTTP status.
    public var platformAnswers: [Int: Int] { platform.answered }

    var escapedFolder: String {
        folder.url.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? folder.url.path
    }
}
