/// `upstream:`, which packets of devices are forwarded to which platform, as HJ 212 has it: national control points (国控) report
/// to the ministry too.
public struct UpstreamRules: Sendable, Equatable {
    /// The platform's host.
    public var host: String
    /// The platform's port.
    public var port: Int
    /// The MNs that are forwarded; one that ends in `*` stands for all that begin so.
    public var points: [String]
    /// The periods that are forwarded.
    public var periods: Set<DeviceRules.Period> = [.minute, .hour, .day]
    /// The password (PW) that the platform expects; nil to send each device's own.
    public var password: SecretReference?
    /// The MNs that the platform knows devices by, where it has others.
    public var renamed: [String: String] = [:]
    /// How long an answer is waited for (超时时间).
    public var overtime = Duration.seconds(10)
    /// How often a packet is sent again before the connection is made anew (重发次数).
    public var recount = 3
    /// How many packets of different devices may wait for their answers at a time.
    public var window = 1
    /// How many bytes may wait to be sent.
    public var keep = 1 << 30

    /// The usual rules for a platform and the devices that it is told of.
    public init(host: String, port: Int, points: [String]) {
        self.host = host
        self.port = port
        self.points = points
    }

    /// The address as files write it.
    public var address: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Whether packets of the device with an MN are forwarded.
    public func takes(_ mn: String) -> Bool {
        points.contains { $0.hasSuffix("*") ? mn.hasPrefix($0.dropLast()) : mn == $0 }
    }

    /// Fetches the password, now; nil when devices' own are sent.
    ///
    /// - Throws: ``ConnectorError`` also for a password that a packet cannot have.
    public func fetchPassword(in environment: ConnectorEnvironment) async throws(ConnectorError) -> Secret? {
        guard let secret = try await password?.resolve(in: environment) else { return nil }
        let isSound = secret.reveal { text in
            (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(Self.mayStandInHeader)
        }
        if isSound { return secret }
        throw ConnectorError(
            .settings, code: "upstream_password",
            message: "the password of `upstream` has 1 to 64 letters of ASCII, without blanks and `;`, `,`, `=`, `&`")
    }

    /// Whether a value in the header of a packet may have a byte.
    static func mayStandInHeader(_ byte: UInt8) -> Bool {
        (0x21...0x7e).contains(byte) && !Array(";,=&".utf8).contains(byte)
    }
}
