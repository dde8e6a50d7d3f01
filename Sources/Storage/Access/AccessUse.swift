/// What a consumer did: counts of requests, of lines and bytes that it got, and of requests that were refused or failed.
public struct AccessUse: Sendable, Equatable {
    /// Requests.
    public var requests: Int64 = 0
    /// Lines or records in answers.
    public var lines: Int64 = 0
    /// Bytes of bodies.
    public var bytes: Int64 = 0
    /// Requests answered with a status from 400 on.
    public var errors: Int64 = 0

    /// Nothing yet.
    public init() {}

    mutating func add(_ other: AccessUse) {
        requests += other.requests
        lines += other.lines
        bytes += other.bytes
        errors += other.errors
    }

    mutating func add(_ entry: AccessLogEntry) {
        requests += 1
        lines += Int64(entry.count)
        bytes += Int64(entry.bytes)
        if entry.status >= 400 { errors += 1 }
    }
}

/// What a consumer did with one feed on one day.
public struct AccessDayUse: Sendable, Equatable {
    /// The day, as ``AccessDay`` counts.
    public var day: Int64
    /// The feed; empty for requests that are of none.
    public var feed: String
    /// How much.
    public var use: AccessUse
}
