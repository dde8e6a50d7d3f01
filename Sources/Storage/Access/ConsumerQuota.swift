/// What one consumer may do, where it differs from what all may; nil where it does not.
public struct ConsumerQuota: Sendable, Equatable {
    /// Requests a second, on average; 0 for any number.
    public var rate: Double?
    /// Requests at once, after a pause.
    public var burst: Int64?
    /// Lines or records a day.
    public var dailyLines: Int64?
    /// Bytes of answers a day.
    public var dailyBytes: Int64?

    /// What all may.
    public init() {}

    /// Whether it is what all may.
    public var isUsual: Bool { self == ConsumerQuota() }
}
