import JSON
import Storage

/// What an admin's approvals say to an address.
struct WebhookApproval: Sendable {
    let host: WebhookHost

    /// The approval of an address. Throws what the partner has to ask for.
    init(of address: WebhookAddress, among hosts: [WebhookHost]) throws(Problem) {
        let known = hosts.filter { $0.host == address.host }
        let fitting = known.filter { host in
            host.port == address.port || (host.port == 0 && address.port == address.usualPort)
        }
        guard !fitting.isEmpty else {
            let place = address.port == address.usualPort ? address.host : "\(address.host):\(address.port)"
            throw Problem(
                403, "host-not-approved", "Forbidden",
                "Nothing is sent to `\(place)` yet: ask the hub's admins to approve that host.",
                members: [("host", .string(place))])
        }
        guard let host = fitting.first(where: { address.isSecure || $0.isPlain }) else {
            throw .badRequest("bad-url", "The address cannot be used: it does not begin with `https://`.")
        }
        self.host = host
    }
}
