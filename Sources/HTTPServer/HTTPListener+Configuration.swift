import Glibc

extension HTTPListener {
    /// Where and within which limits a listener serves.
    public struct Configuration: Sendable {
        /// A name or a numeric address; `0.0.0.0` and `::` are all.
        public var host = "127.0.0.1"
        /// 0 takes any free port; `HTTPListener.port` says which.
        public var port = 0
        /// A listener whose place is taken: its socket stays open, so that nobody is turned away while one follows the other. Address and
        /// port are its.
        public var successorOf: HTTPListener?
        /// Threads that serve, each with its own share of the connections: one more than there are processors, so that none rests
        /// while the connections of another wait.
        public var threads = usualThreads
        /// Connections at the same time; more are closed at once.
        public var maxConnections = 4096
        /// Connections at the same time from one address, or from one network of IPv6 (/64); more are closed at once; 0 is any number.
        public var maxConnectionsPerAddress = 0
        /// Seconds that a connection may be silent, within a request or between two; 0 is for ever.
        public var idleSeconds = 30
        /// Seconds within which the headers of a request must be whole, counted from the connection's begin or the end of the answer
        /// before, and again its body, however busily the client sends; 0 is for ever.
        public var requestSeconds = 30
        /// Bytes a second that a client must take of an answer, on average, beside `requestSeconds` for its begin; 0 is any. Slower
        /// ones are cut: 4096 is what a modem of 32 kbit/s does. A live body has its own patience.
        public var leastTakenPerSecond = 4096
        /// Memory for one connection's request line and headers; more gets 414 or 431. A connection that has asked once keeps all of it,
        /// waiting or not: ten thousand of them have 200 MB.
        public var connectionMemory = 20 * 1024
        /// The longest target of a request, path and query; more gets 414.
        public var maxTargetBytes = 8 * 1024
        /// Parameters of one query; more gets 400. Each takes some 80 bytes of the connection's memory.
        public var maxQueryParameters = 64
        /// The largest body of a request; more gets 413.
        public var maxBodyBytes = 1 << 20
        /// Whether bodies may come in chunks; otherwise 411. The connection of one that does ends with the answer: the ends and
        /// extensions of chunks are read in as many ways as there are servers.
        public var takesChunks = true
        /// Makes the answer to a request that is refused before the handler sees it: 400 for too many parameters or
        /// doubtful framing, 411, 413, 414. The query of such a request may be lost. Empty answers without it. What is not HTTP, or larger than the
        /// connection's memory, the library refuses itself, in its own words.
        public var refusing: HTTPRefusal?
        /// Certificate and private key, both PEM; nil serves without TLS.
        public var tls: TLS?
        /// How long `stop` waits for requests that are being answered.
        public var stopGrace: Duration = .seconds(2)
        /// Told of errors that a handler threw, on the server's thread.
        public var onHandlerError: (@Sendable (any Error) -> Void)?

        /// Each thread has a reader of its own; beyond so many the processors have other things to do as well.
        private static let usualThreads = min(max(sysconf(CInt(_SC_NPROCESSORS_ONLN)), 1) + 1, 16)

        /// The defaults: the loopback address, any port, as many threads as the machine can use.
        public init() {}
    }

    /// A server's certificate chain and key.
    public struct TLS: Sendable {
        /// The chain, the server's own certificate first, in PEM.
        public var certificatePEM: String
        /// The private key in PEM.
        public var keyPEM: String
        /// Certificates, in PEM, of those who may sign client certificates; nil asks for none.
        public var clientAuthoritiesPEM: String?

        /// A pair of certificate and key.
        public init(certificatePEM: String, keyPEM: String, clientAuthoritiesPEM: String? = nil) {
            self.certificatePEM = certificatePEM
            self.keyPEM = keyPEM
            self.clientAuthoritiesPEM = clientAuthoritiesPEM
        }
    }
}
