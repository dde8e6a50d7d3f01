import Foundation

/// Certificate authorities and what they sign, in a folder of their own: `NAME.pem` and `NAME.key`, made by openssl for two days.
public final class TestAuthorities: Sendable {
    private let folder: TemporaryFolder

    /// Makes authorities.
    public init(_ names: String...) throws {
        folder = try TemporaryFolder()
        for name in names { try makeAlone(name, "/O=测试/CN=\(name)") }
    }

    /// The folder.
    public var directory: String { folder.path }

    /// A file of the folder.
    public func path(_ name: String) -> String { folder.path + "/" + name }

    /// Makes a certificate that nobody but itself has signed.
    public func makeAlone(_ name: String, _ subject: String) throws {
        try openssl(
            "req -x509 -utf8 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout \(name).key -out \(name).pem",
            "-subj", subject)
    }

    /// Makes a key, and a certificate that an authority has signed.
    public func sign(
        _ name: String, _ subject: String, by authority: String, _ extensions: String, days: String = "2"
    ) throws {
        try folder.write(extensions, to: name + ".ext")
        try openssl(
            "req -new -utf8 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(name).key -out \(name).csr",
            "-subj", subject)
        try openssl(
            "x509 -req -in \(name).csr -CA \(authority).pem -CAkey \(authority).key -CAcreateserial -out \(name).pem "
                + "-extfile \(name).ext -days \(days)")
    }

    /// Runs openssl in the folder.
    ///
    /// - Parameters:
    ///   - words: without blanks in them.
    ///   - more: words that may hold any.
    public func openssl(_ words: String, _ more: String...) throws {
        let all = words.split(separator: " ").map(String.init) + more
        let ended = try TestProgram(["openssl"] + all, in: folder.path).wait()
        guard ended.status == 0 else { throw TestServerError(description: ended.errors) }
    }
}
