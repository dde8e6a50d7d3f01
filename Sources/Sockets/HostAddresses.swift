import Glibc

/// The addresses of a name.
public enum HostAddresses {
    /// Looks a name up, and waits for the answer: a resolver that does not answer keeps its thread for many seconds.
    ///
    /// - Returns: numeric addresses, the one to try first at the front; never none.
    /// - Throws: ``SocketError/cannotConnect(address:reason:)`` when there is no such name, or nobody knows now.
    public static func of(_ host: String) throws(SocketError) -> [String] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, nil, &hints, &found)
        guard code == 0, let first = unsafe found else {
            throw .cannotConnect(address: host, reason: unsafe String(cString: gai_strerror(code)))
        }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [String] = []
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let place = unsafe next {
            if let address = unsafe numeric(place.pointee), !addresses.contains(address) { addresses.append(address) }
            unsafe next = place.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw .cannotConnect(address: host, reason: "the name has no address") }
        return addresses
    }

    private static func numeric(_ place: addrinfo) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { text in
            let code = unsafe getnameinfo(
                place.ai_addr, place.ai_addrlen, text.baseAddress, socklen_t(NI_MAXHOST), nil, 0, NI_NUMERICHOST)
            return code == 0 ? unsafe String(cString: text.baseAddress!) : nil
        }
    }
}
