public import Foundation

/// An FTP server (pyftpdlib) on a free port of the loopback address.
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
        from pyftpdlib.handlers import FTPHandler
        from pyftpdlib.servers import FTPServer
        users = DummyAuthorizer()
        users.add_user(sys.argv[2], sys.argv[3], sys.argv[1], perm="elr")
        FTPHandler.authorizer = users
        FTPHandler.use_gmt_times = True
        server = FTPServer(("127.0.0.1", 0), FTPHandler)
        print(server.address[1], flush=True)
        server.serve_forever()
        """

    private static let python = TestPython.having("pyftpdlib", "pyftpdlib==2.0.1")

    /// Whether the machine has, or can get, what it takes.
    public static var isAvailable: Bool { python != nil }

    /// Starts it, and returns when it answers.
    public init() throws {
        guard let python = Self.python else { throw TestServerError(description: "there is no pyftpdlib") }
        folder = try TemporaryFolder()
        process = try TestProgram(
            TestProgram.atMostTenMinutes + [python, "-c", Self.program, folder.path, user, password])
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
