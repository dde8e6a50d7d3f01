/// What a handler does with a request.
public enum HTTPAnswer: Sendable {
    /// Send this.
    case now(HTTPResponse)
    /// Hold the connection, at no cost of a thread, until the deferral ends.
    case later(HTTPDeferral)
    /// Close the connection without a word.
    case drop
}

/// What answers requests. It is called on one of the listener's threads, which are few and fixed: it must not wait,
/// and what it needs per thread it keeps in a `ThreadLocal`. An error it throws is answered with an empty 500.
public typealias HTTPHandler = @Sendable (borrowing HTTPRequest) throws -> HTTPAnswer

/// What puts a refusal of the listener into words. An error it throws makes the answer an empty one.
public typealias HTTPRefusal = @Sendable (borrowing HTTPRequest, HTTPFault) throws -> HTTPResponse
