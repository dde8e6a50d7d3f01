public import Foundation

/// An FTP server (pyftpdlib) on a free port of the loopback address; with a certificate it lets nobody in who does not encrypt both
/// connections.
public final class PrivateFTPServer: Sendable {
    /// Where it listens.
    public let port: Int
    /// The folder to put files in.
    public var root: URL { folder.url }
    /// The one who may log in.
    public let user = "guest"
    /// Their password.
    public let password = "p:w @ 清"
    /// The root's address, with a `/` at its end.
    public var url: String { "ftp://127.0.0.1:\(port)/" }

    private let folder: TemporaryFolder
    private let process: TestProgram

    private static let program = """
        import sys
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.handlers import FTPHandler as Handler
        from pyftpdlib.servers import FTPServer
        users = DummyAuthorizer()
        users.add_user(sys.argv[2], sys.argv[3], sys.argv[1], perm="elr")
        if len(sys.argv) > 4:
            from pyftpdlib.handlers import TLS_FTPHandler as Handler
            Handler.certfile, Handler.keyfile = sys.argv[4:6]
            Handler.tls_control_required = Handler.tls_data_required = True
        Handler.authorizer = users
        Handler.use_gmt_times = True
        server = FTPServer(("127.0.0.1", 0), Handler)
        print(server.address[1], flush=True)
        server.serve_forever()
        """

    private static let python = TestPython.having("pyftpdlib", "pyftpdlib==2.0.1")

    /// Whether the machine has, or can get, what it takes.
    public static var isAvailable: Bool { python != nil }

    private static let encrypting = TestPython.having("pyftpdlib, OpenSSL", "pyftpdlib[ssl]==2.0.1")

    /// Whether it can also encrypt.
    public static var canEncrypt: Bool { encrypting != nil }

    /// Starts it, and returns when it answers.
    ///
    /// - Parameter certificate: the PEM files of its certificate and key.
    public init(certificate: (file: String, keyFile: String)? = nil) throws {
        guard let python = certificate == nil ? Self.python : Self.encrypting else {
            throw TestServerError(description: "there is no pyftpdlib")
        }
        let tls = certificate.map { [$0.file, $0.keyFile] } ?? []
        folder = try TemporaryFolder()
        process = try TestProgram(
            TestProgram.atMostTenMinutes + [python, "-c", Self.program, folder.path, user, password] + tls)
        while !process.output.hasSuffix("\n") {
            guard process.isRunning else { throw TestServerError(description: "the FTP server does not start") }
            usleep(5_000)
        }
        guard let port = Int(process.output.dropLast()) else {
            throw TestServerError(description: "the FTP server said \(process.output)")
        }
        self.port = port
    }
}
