/// How forwarding to an upstream platform stands.
public struct UpstreamState: Sendable, Equatable {
    /// The platform, `HOST:PORT`.
    public var address: String
    /// How many packets wait.
    public var waiting: Int64 = 0
    /// How many bytes they take.
    public var bytes: Int64 = 0
    /// When the packet came that waits longest, in milliseconds; nil when none waits.
    public var oldest: Int64?
    /// How many packets were confirmed since the start.
    public var sent: Int64 = 0
    /// How many were set aside since the start, because the platform does not take them.
    public var refused: Int64 = 0
    /// How many were not taken into the spool since the start, because it was full.
    public var missed: Int64 = 0
    /// Whether the spool is full now.
    public var isFull = false
    /// Whether there is a connection.
    public var isConnected = false
    /// Why nothing is sent now; nil when all is well.
    public var problem: String?

    /// Nothing has happened yet.
    public init(address: String) { self.address = address }
}
