import Connectors
import HJ212
import Model

/// What a ``DeviceServer`` goes by: the connector's rules, with the password fetched.
struct DeviceServerRules: Sendable {
    /// No more of refused bytes is kept.
    static let mostKept = 16_384
    /// After so many seconds of silence a frame without a line end is taken as it is.
    static let silence = 2
    /// How many seconds lie between looks at what has to be done about the file.
    static let upkeepEvery = 5
    /// With more refusals than this, and than packets, a connection is closed.
    static let mostRefused = 200

    let devices: DeviceRules
    let zone: TimeZoneRules
    let password: [UInt8]?
    let keys: DeviceKeys
    let mostAhead: Int64
    let now: @Sendable () -> Int64

    /// Why a packet that can be read is not taken, and what the device is told; nil when it is taken.
    func refusal(of packet: Packet, in frame: Span<UInt8>) -> (sentence: String, result: RequestResult)? {
        if devices.unknown == .refuse, !devices.allows(packet.mn.text(in: frame)) {
            return ("the MN is not on the list of this connector", .mn)
        }
        if let password, !matches(packet.pw, in: frame, password) { return ("the password (PW) is wrong", .pw) }
        return nil
    }

    /// Compares in a time that does not depend on where the difference is.
    private func matches(_ written: ByteSlice, in frame: Span<UInt8>, _ password: [UInt8]) -> Bool {
        guard written.count == password.count else { return false }
        var difference: UInt8 = 0
        for (index, place) in written.range.enumerated() { difference |= frame[place] ^ password[index] }
        return difference == 0
    }
}
