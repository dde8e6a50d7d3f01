/// Where a streamed body comes from: pulled on the server's thread whenever the client has room for more.
public final class HTTPBodyStream: Sendable {
    private let pull: @Sendable (inout MutableRawSpan) throws -> Int

    /// A stream over a closure, which the server calls from one thread at a time.
    ///
    /// It fills the span from its start with the bytes that follow and says how many; 0 ends the body, an error cuts the connection
    /// so that the client sees that the body is not whole.
    public init(_ pull: @escaping @Sendable (inout MutableRawSpan) throws -> Int) {
        self.pull = pull
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var span = unsafe MutableRawSpan(_unsafeBytes: buffer)
        guard let count = try? pull(&span), count >= 0, count <= buffer.count else { return Self.failed }
        return count == 0 ? Self.ended : count
    }

    /// `MHD_CONTENT_READER_END_OF_STREAM` and `MHD_CONTENT_READER_END_WITH_ERROR`: macros with casts.
    static let ended = -1
    static let failed = -2
}

func readStream(
    _ stream: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ room: Int
) -> Int {
    guard let stream = unsafe stream, let buffer = unsafe buffer else { return -2 }
    return unsafe Unmanaged<HTTPBodyStream>.fromOpaque(stream).takeUnretainedValue()
        .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: room))
}

func releaseStream(_ stream: UnsafeMutableRawPointer?) {
    if let stream = unsafe stream { unsafe Unmanaged<HTTPBodyStream>.fromOpaque(stream).release() }
}
