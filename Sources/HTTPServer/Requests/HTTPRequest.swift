import CMicroHTTPD
import Glibc

/// A request, read lazily out of the server library's own memory. It lives as long as the handler's call: take out
/// what is needed later.
@safe public struct HTTPRequest: ~Copyable {
    let connection: OpaquePointer
    private let url: UnsafePointer<CChar>
    private let methodName: UnsafePointer<CChar>
    private let exchange: Exchange
    /// Why the handler is called: for a new request, or again after a deferral of the same request ended.
    public let wake: HTTPWake
    /// The method.
    public let method: HTTPMethod

    init(
        connection: OpaquePointer, url: UnsafePointer<CChar>, method: UnsafePointer<CChar>, exchange: Exchange,
        wake: HTTPWake
    ) {
        unsafe self.connection = unsafe connection
        unsafe self.url = unsafe url
        unsafe methodName = unsafe method
        self.exchange = exchange
        self.wake = wake
        self.method = unsafe HTTPMethod(method)
    }

    /// The method as it came.
    public var methodText: String { unsafe String(cString: methodName) }

    /// The path, percent-decoded (but `%00` stays as it is), without the query.
    public var path: String { unsafe String(cString: url) }

    /// The path's bytes, for a router that makes no strings.
    public func withPath<Result>(_ body: (RawSpan) throws -> Result) rethrows -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: url, count: strlen(url)).bytes)
    }

    /// The body, whole; never longer than `HTTPListener.Configuration.maxBodyBytes`.
    public var body: [UInt8] { exchange.body }

    /// What the deferral that has ended carried; nil on the first call.
    public var note: (any Sendable)? { exchange.note }

    /// When the request's headers had arrived.
    public var received: ContinuousClock.Instant { exchange.received }

    /// How long ago that was at the handler's first call or at a deferral's end.
    public var age: Duration { exchange.received.duration(to: .now) }

    /// The client's address, without its port: `192.0.2.7`, `2001:db8::1`.
    public var remoteAddress: String { exchange.pace?.address ?? "" }
}

/// Why a handler is called.
public enum HTTPWake: Sendable {
    /// The request is new.
    case none
    /// `HTTPDeferral.wake` was called.
    case woken
    /// The deferral's time-out passed.
    case expired
}
