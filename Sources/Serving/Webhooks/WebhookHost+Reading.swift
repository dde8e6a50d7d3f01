public import Storage

/// Why an approval cannot be given.
public struct WebhookHostError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in words for the admin.
    public let description: String
}

extension WebhookHost {
    /// Reads an approval as an admin writes it.
    ///
    /// - Parameters:
    ///   - place: `hooks.example.gov.cn`, `10.20.0.7:8443` or `[2001:db8::7]`: without a port that of the protocol is meant.
    ///   - networks: where its addresses may lie although they are not public: CIDR, at most a /8 of IPv4 or a /32 of IPv6.
    public init(
        approving place: String, isPlain: Bool = false, networks: [String] = [], at now: Int64
    ) throws(WebhookHostError) {
        for network in networks {
            let parts = network.split(separator: "/")
            let length = parts.count == 2 ? Int(parts[1]) : nil
            guard SourceNetwork(network) != nil, length ?? .max >= (network.contains(":") ? 32 : 8) else {
                throw WebhookHostError(
                    description: "`\(network)` is no network such as 10.20.0.0/16, or wider than /8 (IPv6: /32)")
            }
        }
        let address: WebhookAddress
        do { address = try WebhookAddress(approving: place) } catch {
            throw WebhookHostError(description: "`\(place)`: \(error.detail)")
        }
        self.init(host: address.host, port: address.port, isPlain: isPlain, networks: networks, at: now)
    }
}
