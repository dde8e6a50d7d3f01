import Glibc

/// A range of addresses in CIDR notation (RFC 4632, RFC 4291): `10.20.0.0/16`, `2001:db8::/32`, `192.0.2.7`.
public struct SourceNetwork: Sendable, Equatable {
    private let prefix: UInt128
    private let length: Int

    /// A network from its text; nil for anything else, and for bits set behind the prefix: that is mostly a slip.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(String(parts[0])) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given), parts[1].utf8.allSatisfy({ $0 != 43 }) else {
                return nil
            }
            length = given
        }
        self.length = length + 128 - width
        prefix = address.bits
        guard prefix & ~Self.mask(self.length) == 0 else { return nil }
    }

    /// Whether the address lies in the network. IPv4 addresses that come mapped into IPv6 count as what they are.
    public func contains(_ address: NetworkAddress) -> Bool { address.bits & Self.mask(length) == prefix }

    private static func mask(_ length: Int) -> UInt128 { length == 0 ? 0 : UInt128.max << UInt128(128 - length) }
}

/// An IPv4 or IPv6 address; an IPv4 address is kept as `::ffff:a.b.c.d`.
public struct NetworkAddress: Sendable, Equatable {
    let bits: UInt128
    let isIPv4: Bool

    /// An address from its numeric text; nil for anything else. A zone (`%eth0`) does not count.
    public init?(_ text: String) {
        let plain = String(text.prefix { $0 != "%" })
        var v4 = in_addr()
        if unsafe inet_pton(AF_INET, plain, &v4) == 1 {
            bits = UInt128(0xFFFF) << 32 | UInt128(UInt32(bigEndian: v4.s_addr))
            isIPv4 = true
            return
        }
        var v6 = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, plain, &v6) == 1 else { return nil }
        bits = v6.reduce(0) { $0 << 8 | UInt128($1) }
        isIPv4 = bits >> 32 == 0xFFFF
    }
}
