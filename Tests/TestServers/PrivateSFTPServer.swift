public import Foundation

/// OpenSSH's server on a free port of the loopback address, for the current user and one key, with nothing but SFTP.
public final class PrivateSFTPServer: Sendable {
    /// Where it listens.
    public let port: Int
    /// The folder to put files in; the server shows it under `url`.
    public var root: URL { folder.url.appendingPathComponent("root") }
    /// The login name.
    public let user: String = NSUserName()
    /// The file of the key that may log in.
    public var keyFile: String { folder.url.appendingPathComponent("user_key").path }
    /// The file of a key that may not.
    public var strangerKeyFile: String { folder.url.appendingPathComponent("stranger_key").path }
    /// A `known_hosts` file that knows the server.
    public var knownHostsFile: String { folder.url.appendingPathComponent("known_hosts").path }
    /// The root's address, with a `/` at its end.
    public var url: String { "sftp://127.0.0.1:\(port)\(root.path)/" }

    private let folder: TemporaryFolder
    private let process: TestProgram

    private static let program = "/usr/sbin/sshd"

    /// Whether the machine has what it takes.
    public static var isAvailable: Bool {
        FileManager.default.isExecutableFile(atPath: program) && TestProgram.succeeds(["which", "ssh-keygen"])
    }

    /// Starts it, and returns when it answers.
    public init() throws {
        folder = try TemporaryFolder()
        for key in ["host_key", "user_key", "stranger_key"] {
            let file = folder.url.appendingPathComponent(key).path
            guard TestProgram.succeeds(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", file]) else {
                throw TestServerError(description: "ssh-keygen failed")
            }
        }
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("root"), withIntermediateDirectories: true)
        // As root, sshd wants its empty folder, which only its service makes.
        if NSUserName() == "root" {
            try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        port = LoopbackPort.free()
        try Self.writeSettings(folder, port)
        process = try TestProgram(
            TestProgram.atMostTenMinutes + [
                Self.program, "-D", "-f", folder.url.appendingPathComponent("settings").path,
            ])
        try Self.wait(for: port, process)
    }

    private static func writeSettings(_ folder: TemporaryFolder, _ port: Int) throws {
        let hostKey = try String(contentsOf: folder.url.appendingPathComponent("host_key.pub"), encoding: .utf8)
        let words = hostKey.split(separator: " ").prefix(2).joined(separator: " ")
        try folder.write("[127.0.0.1]:\(port) \(words)\n", to: "known_hosts")
        try FileManager.default.copyItem(
            at: folder.url.appendingPathComponent("user_key.pub"),
            to: folder.url.appendingPathComponent("authorized_keys"))
        let lines = [
            "Port \(port)", "ListenAddress 127.0.0.1", "HostKey \(folder.path)/host_key",
            "AuthorizedKeysFile \(folder.path)/authorized_keys", "PidFile none", "StrictModes no", "UsePAM no",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password",
            "Subsystem sftp internal-sftp", "ForceCommand internal-sftp", "LogLevel QUIET",
        ]
        try folder.write(lines.joined(separator: "\n") + "\n", to: "settings")
    }

    private static func wait(for port: Int, _ process: TestProgram) throws {
        for _ in 0..<200 {
            if LoopbackPort.answers(port) { return }
            guard process.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.025)
        }
        throw TestServerError(description: "sshd does not answer on port \(port)")
    }

    /// The SHA-256 of its host key in base64, as a client is told it.
    public func hostKeyFingerprint() throws -> String {
        let file = folder.url.appendingPathComponent("host_key.pub").path
        let text = try TestProgram.run(["ssh-keygen", "-l", "-f", file]).output
        guard let print = text.split(separator: " ").first(where: { $0.hasPrefix("SHA256:") }) else {
            throw TestServerError(description: "ssh-keygen gave no fingerprint")
        }
        return String(print)
    }
}
