import CMicroHTTPD
import Glibc

/// A file that answers are sent from: open as long as the value lives, whatever becomes of its name.
@safe public final class HTTPFile: Sendable {
    let descriptor: CInt
    /// Its size in bytes when it was opened.
    public let size: Int

    /// Opens a file for reading. Throws `cannotRead` with the system's reason.
    public init(path: String) throws(HTTPServerError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .cannotRead(reason: unsafe String(cString: strerror(errno))) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .cannotRead(reason: "it is no file")
        }
        size = Int(facts.st_size)
    }

    deinit { close(descriptor) }
}

extension HTTPResponse {
    /// A response whose body is a part of a file, or all of it: sent by the kernel (`sendfile`) where the connection is not encrypted, so
    /// that a slow client costs neither memory nor a thread. The file must not become shorter.
    ///
    /// The C function is `MHD_create_response_from_fd_at_offset64`.
    public convenience init(
        status: Int, headers: [HTTPHeader] = [], file: HTTPFile, range: Range<Int>? = nil
    ) throws(HTTPServerError) {
        let range = (range ?? 0..<file.size).clamped(to: 0..<file.size)
        // The library closes what it is given, once the response is let go of.
        let copy = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw .cannotRead(reason: unsafe String(cString: strerror(errno))) }
        let raw = unsafe MHD_create_response_from_fd_at_offset64(
            UInt64(range.count), copy, UInt64(range.lowerBound))
        if unsafe raw == nil { close(copy) }
        try unsafe self.init(status: status, size: range.count, headers: headers, raw: raw)
    }
}
