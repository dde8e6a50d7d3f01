import Foundation

/// OpenSSH's server with nothing but SFTP: on a free port of the loopback address, for the current user and one key, with a
/// host key of its own. It ends with ``stop()``.
final class SecureFileServer: Sendable {
    let port: Int
    let user = NSUserName()
    /// The file of the private key that may log in.
    let keyFile: String
    /// `SHA256:…`, as the connector file names it.
    let fingerprint: String
    private let process: ServerProcess

    private static let program = "/usr/sbin/sshd"
    private static let generator = "/usr/bin/ssh-keygen"

    /// What is missing on this machine; nil when nothing is.
    static var missing: String? {
        for tool in [program, generator] where !FileManager.default.isExecutableFile(atPath: tool) {
            return "\(tool) is not installed (apt install openssh-server openssh-client)"
        }
        return nil
    }

    /// Starts it, and returns when it answers.
    ///
    /// - Parameter folder: where its keys and settings go; made when it is not there.
    init(in folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for key in ["host_key", "user_key"] {
            let file = folder.appendingPathComponent(key).path
            try? FileManager.default.removeItem(atPath: file)
            try? FileManager.default.removeItem(atPath: file + ".pub")
            _ = try ServerProcess.output(
                of: Self.generator, ["-q", "-t", "ed25519", "-N", "", "-C", "envhub-demo", "-f", file])
        }
        keyFile = folder.appendingPathComponent("user_key").path
        fingerprint = try Self.fingerprint(of: folder.appendingPathComponent("host_key.pub").path)
        if NSUserName() == "root" {
            // As root, sshd wants its empty folder, which only its service makes.
            try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        (port, process) = try Self.start(folder)
    }

    func stop() { process.stop() }

    /// A port that was free a moment ago may be taken: then another one is tried.
    private static func start(_ folder: URL) throws -> (Int, ServerProcess) {
        for _ in 0..<5 {
            let port = try LoopbackPort.free()
            let settings = folder.appendingPathComponent("sshd_config")
            try self.settings(folder, port).write(to: settings, atomically: true, encoding: .utf8)
            let process = try ServerProcess(program, ["-D", "-f", settings.path])
            for _ in 0..<200 where process.isRunning {
                if LoopbackPort.answers(port) { return (port, process) }
                Thread.sleep(forTimeInterval: 0.02)
            }
            process.stop()
        }
        throw DemoError("sshd does not start; its settings are in \(folder.path)/sshd_config")
    }

    private static func settings(_ folder: URL, _ port: Int) -> String {
        """
        Port \(port)
        ListenAddress 127.0.0.1
        HostKey \(folder.path)/host_key
        AuthorizedKeysFile \(folder.path)/user_key.pub
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        AllowTcpForwarding no
        Subsystem sftp internal-sftp
        ForceCommand internal-sftp
        LogLevel QUIET

        """
    }

    private static func fingerprint(of file: String) throws -> String {
        let words = try ServerProcess.output(of: generator, ["-l", "-f", file]).split(separator: " ")
        guard let print = words.first(where: { $0.hasPrefix("SHA256:") }) else {
            throw DemoError("ssh-keygen shows no fingerprint of \(file)")
        }
        return String(print)
    }
}
