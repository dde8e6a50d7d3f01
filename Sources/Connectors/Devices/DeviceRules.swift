/// What a connector of kind `hj212` says of its devices: where they report, which of them may, and what becomes of it.
public struct DeviceRules: Sendable, Equatable {
    /// What becomes of a device whose MN is not on the list.
    public enum Unknown: String, Sendable, CaseIterable {
        /// It is taken, and its point is known from then on.
        case learn
        /// It is refused, and told that its MN is wrong (QnRtn 4).
        case refuse
    }

    /// The address that devices connect to.
    public var host = "0.0.0.0"
    /// The port that devices connect to; 0 is any that is free, for tests.
    public var port = 0
    /// What becomes of a device whose MN is not on the list.
    public var unknown = Unknown.learn
    /// The MNs that may report; one that ends in `*` stands for all that begin so.
    public var allow: [String] = []
    /// The password (PW) that devices send; nil when it is not looked at.
    public var password: SecretReference?
    /// The table of devices' SM4 keys; nil when none encrypts.
    public var keys: SecretReference?
    /// After how long a silent connection is closed.
    public var idle = Duration.seconds(900)
    /// The most connections, in all and from one address.
    public var mostConnections = 20_000
    /// The most connections from one address: a network of devices may stand behind one.
    public var mostPerAddress = 20_000
    /// How far a device's clock may be ahead.
    public var mostAhead = Duration.seconds(3_600)
    /// Units of factors that devices report in another unit than the standard's, by the factor's code.
    public var units: [String: String] = [:]
    /// How long readings are kept, by period; one that is not named is kept for ever.
    public var retention: [Period: Duration] = [:]
    /// After how much silence a device is offline, unless three of its usual intervals are longer.
    public var offlineAfter = Duration.seconds(1_800)
    /// How long a concentration may be the same to the last digit before it is suspect; zero: for ever.
    public var constantFor = Duration.seconds(6 * 3_600)
    /// How many negative values in a row are suspect; 0: none.
    public var negativeTimes = 3
    /// The periods of which missing readings are asked for; devices do not keep moments.
    public var askFor: Set<Period> = [.minute, .hour, .day]
    /// How far back missing readings are asked for.
    public var askWithin = Duration.seconds(3 * 86_400)
    /// How far a device's clock may be off before it is set; zero: it is not looked at.
    public var clockTolerance = Duration.zero
    /// The periods that are held against limits, with how many values in a row within the limit close an exceedance.
    public var judged: [Period: Int] = [.realtime: 3, .minute: 2, .hour: 1, .day: 1]

    /// The periods that are computed where devices do not send them, with how long after their end that happens.
    public var computed: [Period: Duration] = [.hour: .seconds(600), .day: .seconds(3_600)]
    /// Which packets are forwarded, and where to; nil when none are.
    public var upstream: UpstreamRules?

    /// The periods of readings, as `mappings/codes/averaging-period.csv` names them.
    public enum Period: String, Sendable, CaseIterable {
        /// Moments (CN 2011), and states of devices (CN 2021 and others).
        case realtime
        /// CN 2051.
        case minute
        /// CN 2061.
        case hour
        /// CN 2031, and running times (CN 2041).
        case day
    }

    /// The usual rules.
    public init() {}

    /// Fetches the password, now; nil when none is looked at.
    public func fetchPassword(in environment: ConnectorEnvironment) async throws(ConnectorError) -> Secret? {
        try await password?.resolve(in: environment)
    }

    /// Fetches the table of SM4 keys, now; nil when there is none.
    public func fetchKeys(in environment: ConnectorEnvironment) async throws(ConnectorError) -> Secret? {
        try await keys?.resolve(in: environment)
    }

    /// Whether the device with an MN may report.
    public func allows(_ mn: String) -> Bool {
        unknown == .learn
            || allow.contains { $0.hasSuffix("*") ? mn.hasPrefix($0.dropLast()) : mn == $0 }
    }
}
