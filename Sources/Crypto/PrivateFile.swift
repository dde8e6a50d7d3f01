import Glibc

/// A new file that its owner alone may read, for a secret: it is made before the secret is, so that a secret is never without a place.
///
/// ```swift
/// let file = try PrivateFile(creating: path)   // throws when something is there already
/// try file.write(secret)
/// ```
public final class PrivateFile {
    /// Where it is.
    public let path: String
    private let descriptor: CInt
    private var isWritten = false

    /// Makes the file, empty, with mode 0600. What is there already, a link too, is never touched.
    ///
    /// - Throws: `keyFile` with the system's reason.
    public init(creating path: String) throws(CryptoError) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    /// Writes the file, once. Throws `keyFile`; the file is then removed.
    public func write(_ bytes: [UInt8]) throws(CryptoError) {
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw Self.failure(path)
        }
        isWritten = true
    }

    deinit {
        close(descriptor)
        // What was never written is no secret, and of no use.
        if !isWritten { unsafe unlink(path) }
    }

    private static func failure(_ path: String) -> CryptoError {
        .keyFile(path: path, reason: unsafe String(cString: strerror(errno)))
    }
}
