/// How webhooks are told.
public struct WebhookSettings: Sendable {
    /// How long an attempt may take.
    public var patience: Duration = .seconds(15)
    /// Attempts on their way at the same time, in all.
    public var most = 16
    /// The same to one host.
    public var mostToHost = 2
    /// From one message that arrived to the next: what is committed in between is told together.
    public var gap: Duration = .seconds(1)
    /// From one test of a webhook to the next.
    public var testGap: Duration = .seconds(10)
    /// How often it is looked whether there is something to tell; a commit in this process is seen at once.
    public var interval: Duration = .seconds(1)
    /// A PEM file of authorities that endpoints' certificates are held against; nil trusts the system's.
    public var authoritiesFile: String?
    /// What time it is, in milliseconds since 1970.
    public var clock: @Sendable () -> Int64 = { Call.milliseconds() }
    /// A number between 0 and 1, by which the times of attempts are spread.
    public var jitter: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// The usual settings.
    public init() {}
}
