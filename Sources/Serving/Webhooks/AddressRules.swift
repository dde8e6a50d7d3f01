import Storage

/// Which addresses messages may go to. Without an admin's word only public ones: a partner must not be able to have the hub knock at
/// doors inside the bureau (server-side request forgery).
struct AddressRules: Sendable {
    /// Networks inside, which the admin approved for this host.
    let approved: [SourceNetwork]

    init(approved: [String]) { self.approved = approved.compactMap(SourceNetwork.init) }

    /// Whether a connection may go to an address, a numeric text. IPv4 addresses that are mapped into IPv6 count as what they are.
    func admits(_ text: String) -> Bool {
        guard let address = NetworkAddress(text) else { return false }
        if Self.never.contains(where: { $0.contains(address) }) { return false }
        if approved.contains(where: { $0.contains(address) }) { return true }
        if Self.version4.contains(address) { return !Self.special4.contains { $0.contains(address) } }
        return Self.global6.contains(address) && !Self.special6.contains { $0.contains(address) }
    }

    private static func networks(_ texts: String...) -> [SourceNetwork] { texts.compactMap(SourceNetwork.init) }

    /// What nobody can approve: unspecified, link-local (where clouds keep their secrets), multicast, broadcast.
    private static let never = networks(
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/128", "fe80::/10", "ff00::/8")

    private static let version4 = networks("0.0.0.0/0")[0]
    private static let global6 = networks("2000::/3")[0]

    /// The IANA IPv4 Special-Purpose Address Registry, without what ``never`` has: private, shared, loopback, protocol assignments,
    /// documentation, relays, benchmarks.
    private static let special4 = networks(
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24")

    /// The IANA IPv6 Special-Purpose Address Registry inside of global unicast: protocol assignments and Teredo, documentation, 6to4,
    /// which has any IPv4 address within. Loopback, unique local and translated addresses (64:ff9b::/96) are outside of it anyway.
    private static let special6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
}
