/// What became of raw records: kept, and dropped again for their age or for room.
public struct RawCounts: Sendable, Equatable {
    /// Records kept.
    public var kept: Int64 = 0
    /// What their blocks take, in bytes.
    public var bytes: Int64 = 0
    /// Records whose newest raw form was dropped because it had grown old.
    public var aged: Int64 = 0
    /// Records whose newest raw form was dropped, or never kept, for want of room.
    public var crowded: Int64 = 0

    /// Nothing.
    public init() {}
}
