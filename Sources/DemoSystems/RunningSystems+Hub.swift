public import Foundation

extension RunningSystems {
    /// Copies a hub directory whose connectors are the examples of this project, with the addresses of these systems in
    /// place of the examples' and the secrets in files beside them: the copy works as it stands.
    ///
    /// - Parameter isLocal: whether the solid-waste files are read from their folder, as they are without an SFTP server.
    /// - Throws: ``DemoError`` when a connector file does not hold what is to be replaced.
    public func writeHub(from source: URL, to target: URL, isLocal: Bool = false) throws {
        let files = FileManager.default
        try files.createDirectory(at: target, withIntermediateDirectories: true)
        for part in ["connectors", "mappings"] {
            let copy = target.appendingPathComponent(part)
            if files.fileExists(atPath: copy.path) { try files.removeItem(at: copy) }
            try files.copyItem(at: source.appendingPathComponent(part), to: copy)
        }
        try writeSecrets(to: target.appendingPathComponent("secrets"))
        for (name, changes) in replacements(isLocal) {
            let file = target.appendingPathComponent("connectors/\(name).yaml")
            var text = try String(contentsOf: file, encoding: .utf8)
            for (old, new) in changes {
                guard text.contains(old) else { throw DemoError("\(file.path) does not hold `\(old)`") }
                text = text.replacing(old, with: new)
            }
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    /// One file a secret, readable by its owner alone.
    private func writeSecrets(to folder: URL) throws {
        let files = FileManager.default
        try files.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (name, value) in environment {
            let path = folder.appendingPathComponent(name).path
            guard files.createFile(atPath: path, contents: Data(value.utf8), attributes: [.posixPermissions: 0o600])
            else {
                throw DemoError("cannot write \(path)")
            }
        }
    }

    /// What the examples say, and what the demo needs, by connector.
    private func replacements(_ isLocal: Bool) -> [(String, [(String, String)])] {
        [
            (
                "discharge-permit",
                [
                    ("https://permit.example", permitURL),
                    ("env:ENVHUB_PERMIT_PASSWORD", "file:secrets/ENVHUB_PERMIT_PASSWORD"),
                ]
            ),
            (
                "hazardous-waste",
                [
                    ("https://weifei.example\(TransferService.path)", wasteURL),
                    ("env:ENVHUB_WASTE_PASSWORD", "file:secrets/ENVHUB_WASTE_PASSWORD"),
                ]
            ),
            ("solid-waste", solidWaste(isLocal)), ("monitoring", [(Self.connection, databaseConnection)]),
            ("lab-results", [(Self.connection, databaseConnection)]),
            ("online-monitoring", [("{ host: 0.0.0.0, port: 9212 }", "{ host: 127.0.0.1, port: 0 }")]),
        ]
    }

    static let connection = "Driver=SQLite3;Database=/srv/monitoring/monitoring.db"

    private func solidWaste(_ isLocal: Bool) -> [(String, String)] {
        let (address, login) = (
            "url: sftp://gufei.example/export/",
            """
              user: envhub
              key: secrets/gufei_key
              fingerprint: SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU

            """
        )
        guard !isLocal, let url = declarationURL, let server = declarationLogin else {
            return [(login, ""), (address, "folder: \(folder.url.path)")]
        }
        let real = "  user: \(server.user)\n  key: \(server.key)\n  fingerprint: \(server.fingerprint)\n"
        return [(login, real), (address, "url: \(url)")]
    }
}
