import CMicroHTTPD
import Glibc
import Synchronization

/// How many connections there may be at the same time, all together and from one network.
final class ConnectionRoom: Sendable {
    private struct Table {
        var total = 0
        var networks: [ClientNetwork: Int] = [:]
    }

    private let most: Int
    /// 0 is any number.
    private let mostOfOne: Int
    private let table = Mutex(Table())

    init(most: Int, mostOfOne: Int) {
        self.most = most
        self.mostOfOne = mostOfOne
    }

    /// Takes a place; false when there is none. Otherwise ``give(_:)`` must follow.
    func take(_ network: ClientNetwork) -> Bool {
        table.withLock { table in
            guard table.total < most else { return false }
            let count = table.networks[network, default: 0]
            guard mostOfOne == 0 || count < mostOfOne else { return false }
            table.networks[network] = count + 1
            table.total += 1
            return true
        }
    }

    /// Gives a place back.
    func give(_ network: ClientNetwork) {
        table.withLock { table in
            let count = table.networks[network, default: 0]
            table.networks[network] = count > 1 ? count - 1 : nil
            table.total -= 1
        }
    }
}

/// What counts as one client: an address of IPv4, or the 64 bits of an IPv6 address that name a network, since whoever has one of its
/// addresses has all of them. Addresses of IPv4 that come by IPv6 are those of IPv4.
struct ClientNetwork: Hashable, Sendable {
    private let bits: UInt64

    /// That of nobody, where an address is not known.
    init() { bits = 0 }

    init(_ address: UnsafePointer<sockaddr>) {
        let raw = unsafe UnsafeRawPointer(address)
        guard unsafe address.pointee.sa_family == sa_family_t(AF_INET6) else {
            bits = unsafe UInt64(raw.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            return
        }
        let high = unsafe raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        let low = unsafe raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        let isMapped = high == 0 && UInt32(truncatingIfNeeded: low.littleEndian) == 0xFFFF_0000
        bits = isMapped ? low.littleEndian >> 32 : high == 0 ? low : high
    }
}
