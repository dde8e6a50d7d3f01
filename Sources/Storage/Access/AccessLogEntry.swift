/// One request, as the access log keeps it.
public struct AccessLogEntry: Sendable, Equatable {
    /// When it came, in milliseconds since 1970.
    public var at: Int64 = 0
    /// The consumer's name; empty when nobody was recognised.
    public var consumer = ""
    /// The public part of the key.
    public var key = ""
    /// The feed.
    public var feed = ""
    /// The method.
    public var method = ""
    /// The path with its variable parts named: `/v1/feeds/{feed}/changes`.
    public var path = ""
    /// For changes: the position that the consumer had.
    public var cursorFrom: Int64?
    /// For changes: the position that it got.
    public var cursorTo: Int64?
    /// Lines or records in the answer.
    public var count = 0
    /// Bytes of the answer's body.
    public var bytes = 0
    /// The answer's status; 499 when the client went away first. Of a stream, how it ended: also 408 when its reader was too slow, 401
    /// or 403 when its key or grant ended, 503 when the server stopped.
    public var status = 0
    /// The purpose of the grant that it was made under.
    public var purpose = ""
    /// The partner's case number (`Purpose-Ref`), cut to 200 characters.
    public var purposeRef = ""
    /// The client's address.
    public var address = ""
    /// The request's id, as the client was told.
    public var request = ""
    /// How long it took, in microseconds.
    public var duration: Int64 = 0

    /// An empty entry.
    public init() {}
}
