/// What a ``DeviceFleet`` does.
public struct FleetPlan: Sendable {
    /// Where the hub listens.
    public var host = "127.0.0.1"
    /// Where the hub listens.
    public var port = 9212
    /// How many devices there are, each with a connection of its own.
    public var devices = 100
    /// How many packets they send together in a second; 0 is as many as are answered.
    public var rate = 0
    /// How many factors a packet has.
    public var factors = 10
    /// After how many packets the fleet stops; nil is never.
    public var packets: Int?
    /// After how many seconds the fleet stops; nil is never.
    public var seconds: Double?
    /// The command of the packets: 2011, 2051, 2061.
    public var command = 2011
    /// How much later the data of a device's next packet is, in seconds.
    public var step = 1
    /// The moment of the first packet's data, in milliseconds.
    public var start: Int64 = 0
    /// What the MNs begin with; up to 24 characters are filled with the device's number.
    public var prefix = "SIMULATED"
    /// The password of the packets.
    public var password = "123456"
    /// After how many seconds without an answer a packet is sent again.
    public var patience = 10.0
    /// After how many seconds a fleet ends of which no device could ever connect.
    static let patienceForAny = 10.0

    /// The usual plan.
    public init() {}

    /// The MN of a device.
    public func mn(_ device: Int) -> String {
        let number = String(device)
        return prefix + String(repeating: "0", count: max(24 - prefix.utf8.count - number.count, 0)) + number
    }
}
