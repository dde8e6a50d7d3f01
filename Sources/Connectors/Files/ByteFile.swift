import Glibc

/// A local file that is read at places.
@safe
final class ByteFile {
    private let descriptor: CInt
    /// Its size in bytes when it was opened.
    let size: Int

    init(path: String) throws(ConnectorError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ConnectorError(.settings, code: "file_unreadable", message: "\(path) is not a file")
        }
        size = status.st_size
    }

    deinit { close(descriptor) }

    /// At most `count` bytes from `offset`; fewer only at the end of the file.
    ///
    /// - Throws: `unavailable` when the file has become shorter since it was opened: a reader would wait for its end for
    ///   ever, and what was read is of two different files.
    func read(at offset: Int, count: Int) throws(ConnectorError) -> [UInt8] {
        let wanted = max(0, min(count, size - offset))
        var failed: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            filled = 0
            while filled < wanted {
                let got = unsafe pread(descriptor, buffer.baseAddress! + filled, wanted - filled, offset + filled)
                if got < 0, errno == EINTR { continue }
                if got <= 0 {
                    failed = got < 0 ? errno : 0
                    break
                }
                filled += got
            }
        }
        if failed != 0 { throw Self.failure("a file", failed) }
        guard bytes.count == wanted else {
            throw ConnectorError(
                .unavailable(retryAfter: 10), code: "file_changed",
                message: "a file was cut shorter while it was read: it is read anew by the next run")
        }
        return bytes
    }

    private static func failure(_ path: String, _ code: CInt) -> ConnectorError {
        let reason = unsafe String(cString: strerror(code))
        let kind: ConnectorError.Kind = code == EIO ? .unavailable(retryAfter: nil) : .settings
        return ConnectorError(kind, code: "file_unreadable", message: "\(path) cannot be read: \(reason)")
    }
}
