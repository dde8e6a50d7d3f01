/// What one consumer may do, so that it cannot take the hub from the others.
public struct ConsumerLimits: Sendable {
    /// Requests a second, on average; 0 for any number.
    public var rate = 50.0
    /// Requests at once, after a pause.
    public var burst = 200
    /// Requests that may wait for changes, and streams of them, at the same time.
    public var waiting = 32
    /// How long a stream may be silent before it sends a sign of life and is judged anew.
    public var heartbeat: Duration = .seconds(15)
    /// How long the reader of a stream may take for what it was given, some 30 KiB, before it is cut.
    public var patience: Duration = .seconds(30)
    /// Requests a second without a valid key, from everybody together; 0 for any number.
    public var strangers = 50.0
    /// The same at once, after a pause.
    public var strangersBurst = 200

    /// Requests a second for what needs no key, from everybody together; 0 for any number.
    public var visitors = 200.0
    /// The same at once, after a pause.
    public var visitorsBurst = 1_000
    /// Refusals a second that are sent at once to those who ask too often, and so many after a pause; the others come later.
    public var promptRefusals = 20
    /// How much later.
    public var refusalDelay: Duration = .seconds(1)
    /// Bytes of answers that may be on their way to one consumer at the same time.
    public var sending = 64 << 20

    /// The usual limits.
    public init() {}

    /// No limits, for measurements.
    public static var none: ConsumerLimits {
        var limits = ConsumerLimits()
        limits.rate = 0
        limits.waiting = .max
        limits.visitors = 0
        limits.sending = .max
        return limits
    }
}
