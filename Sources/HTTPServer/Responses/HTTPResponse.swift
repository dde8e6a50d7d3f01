import CMicroHTTPD

/// An answer, ready to be sent any number of times, by any thread.
///
/// It is made once: its headers are checked, its body is given to the server library. An answer that never changes
/// (a landing page, an error) is best made once and kept.
@safe public final class HTTPResponse: Sendable {
    /// The status code (RFC 9110 section 15).
    public let status: Int
    /// The body's size in bytes; nil when a stream does not know.
    public let size: Int?
    /// Counted by the library itself, which locks it where it must.
    nonisolated(unsafe) let raw: OpaquePointer
    /// The body that may wait, of a response that has one.
    let live: HTTPLiveBody?
    /// Lives as long as the response is being sent: its end gives back what the response takes, such as a share of memory.
    public let keeps: (any AnyObject & Sendable)?

    /// A response with a body of bytes, copied once.
    ///
    /// Throws `invalidHeader` for a header with control characters, and for those that frame the message.
    public convenience init(
        status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], keeps: (any AnyObject & Sendable)? = nil
    ) throws(HTTPServerError) {
        let raw = unsafe body.withUnsafeBytes { bytes in
            // The copying mode never writes to the buffer; its parameter is not const for the other modes' sake.
            unsafe MHD_create_response_from_buffer(
                bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
        }
        try unsafe self.init(status: status, size: body.count, headers: headers, raw: raw, keeps: keeps)
    }

    /// A response whose body is the UTF-8 of a text.
    public convenience init(status: Int, headers: [HTTPHeader] = [], text: String) throws(HTTPServerError) {
        try self.init(status: status, headers: headers, body: Array(text.utf8))
    }

    /// A response that sends the buffer's own memory: nothing is copied.
    public convenience init(
        status: Int, headers: [HTTPHeader] = [], buffer: consuming ResponseBuffer,
        keeps: (any AnyObject & Sendable)? = nil
    ) throws(HTTPServerError) {
        let bytes = unsafe buffer.release()
        let raw = unsafe MHD_create_response_from_buffer(bytes.count, bytes.baseAddress, .RESPMEM_MUST_FREE)
        try unsafe self.init(status: status, size: bytes.count, headers: headers, raw: raw, keeps: keeps)
    }

    /// A response whose body is pulled from a stream as the client takes it: memory stays bounded by `chunk`.
    ///
    /// With a `size` the body has that length, which the stream must keep; without, it is sent in chunks. Such a
    /// response can be sent once only.
    public convenience init(
        status: Int, headers: [HTTPHeader] = [], size: Int? = nil, chunk: Int = 64 * 1024, stream: HTTPBodyStream
    ) throws(HTTPServerError) {
        let length = size.map { UInt64(max($0, 0)) } ?? UInt64.max
        let raw = unsafe MHD_create_response_from_callback(
            length, max(chunk, 1024), readStream, Unmanaged.passRetained(stream).toOpaque(), releaseStream)
        try unsafe self.init(status: status, size: size, headers: headers, raw: raw)
    }

    /// A response whose body may wait: memory stays bounded by the connection's own, and no thread waits with it. It can be sent
    /// once. The library writes the end of a body even to HEAD, which is better answered without one.
    public convenience init(
        status: Int, headers: [HTTPHeader] = [], live: HTTPLiveBody
    ) throws(HTTPServerError) {
        // The block is each response's own for as long as it waits, and holds what goes to clients of HTTP/1.0 only: ten thousand
        // that wait would hold 160 MB with 16 KiB each. Chunks are written into the connection's memory.
        let raw = unsafe MHD_create_response_from_callback(
            UInt64.max, 1024, readLive, Unmanaged.passRetained(live).toOpaque(), releaseLive)
        try unsafe self.init(status: status, size: nil, headers: headers, raw: raw, live: live)
    }

    init(
        status: Int, size: Int?, headers: [HTTPHeader], raw: OpaquePointer?, live: HTTPLiveBody? = nil,
        keeps: (any AnyObject & Sendable)? = nil
    ) throws(HTTPServerError) {
        guard let raw = unsafe raw else { throw .cannotRespond }
        unsafe self.raw = unsafe raw
        self.live = live
        self.keeps = keeps
        self.status = status
        self.size = size
        for header in headers {
            let added = unsafe try header.withChecked { name, value in
                unsafe MHD_add_response_header(raw, name, value)
            }
            guard added == .YES else { throw .invalidHeader(name: header.name) }
        }
    }

    deinit { unsafe MHD_destroy_response(raw) }
}
