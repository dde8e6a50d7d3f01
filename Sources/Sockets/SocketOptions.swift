/// Bounds of a ``SocketLoop``: whatever peers do, it keeps to them.
public struct SocketOptions: Sendable {
    /// The most connections at a time; further ones are closed at once.
    public var mostConnections = 20_000
    /// The most connections from one address.
    public var mostPerAddress = 20_000
    /// After how many seconds of silence a connection is closed; 0 is never.
    public var idleSeconds = 0
    /// The most bytes that wait for a peer to read them; with more it is closed as slow.
    public var mostWaiting = 1 << 20
    /// After how many seconds a peer that does not read what waits is closed as slow.
    public var slowSeconds = 60

    /// How long the loop rests at most before its handler hears of it, in milliseconds.
    public var restMilliseconds = 1_000

    /// The usual bounds.
    public init() {}
}
