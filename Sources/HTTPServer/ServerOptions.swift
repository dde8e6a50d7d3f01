import CMicroHTTPD
import Glibc

/// A configuration in the server library's terms.
@safe struct ServerOptions {
    private let configuration: HTTPListener.Configuration
    private var items: [MHD_OptionItem] = unsafe []
    /// C strings that must live as long as the server.
    private(set) var strings: [UnsafeMutablePointer<CChar>] = unsafe []

    /// TLS 1.3, and of TLS 1.2 what has forward secrecy and authenticated encryption (RFC 9325); of ciphers the server's order holds.
    private static let priorities =
        "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:-CIPHER-ALL:+AES-256-GCM:"
        + "+CHACHA20-POLY1305:+AES-128-GCM:-MAC-ALL:+AEAD:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1:%SERVER_PRECEDENCE"

    init(_ configuration: HTTPListener.Configuration) {
        self.configuration = configuration
        // The door lets no more in, of all lanes together.
        add(.CONNECTION_LIMIT, max(configuration.maxConnections, 1))
        add(.CONNECTION_TIMEOUT, max(configuration.idleSeconds, 0))
        add(.CONNECTION_MEMORY_LIMIT, max(configuration.connectionMemory, 4096))
        // Refuse what two readers of the same bytes could understand differently (RFC 9112 section 11.2).
        add(.STRICT_FOR_CLIENT, 1)
        if let tls = configuration.tls {
            add(.HTTPS_MEM_CERT, text: tls.certificatePEM)
            add(.HTTPS_MEM_KEY, text: tls.keyPEM)
            add(.HTTPS_PRIORITIES, text: Self.priorities)
            if let authorities = tls.clientAuthoritiesPEM { add(.HTTPS_MEM_TRUST, text: authorities) }
        }
        unsafe items.append(MHD_OptionItem(option: .END, value: 0, ptr_value: nil))
    }

    /// Starts a thread that serves the connections that it is given; nil when the library refuses.
    mutating func start(_ lane: ServingLane) -> OpaquePointer? {
        var flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_USE_NO_LISTEN_SOCKET.rawValue
        flags |= MHD_ALLOW_SUSPEND_RESUME.rawValue
        if configuration.tls != nil { flags |= MHD_USE_TLS.rawValue }
        // The listener owns the service and the lanes, and stops the server before it lets go of them.
        let owner = unsafe Unmanaged.passUnretained(lane.service).toOpaque()
        let lane = unsafe Unmanaged.passUnretained(lane).toOpaque()
        return unsafe items.withUnsafeMutableBufferPointer { items in
            unsafe hub_mhd_start(
                flags, accessRequest, owner, completeRequest, unescapeInPlace, screenTarget, noteConnection, lane,
                items.baseAddress)
        }
    }

    /// Frees the strings when the server did not start.
    func release() { unsafe strings.forEach { unsafe free($0) } }

    private mutating func add(_ option: MHD_OPTION, _ value: Int) {
        unsafe items.append(MHD_OptionItem(option: option, value: value, ptr_value: nil))
    }

    private mutating func add(_ option: MHD_OPTION, text: String) {
        guard let copy = unsafe strdup(text) else { return }
        unsafe strings.append(copy)
        unsafe items.append(MHD_OptionItem(option: option, value: 0, ptr_value: copy))
    }
}
