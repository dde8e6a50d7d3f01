import CCurl

/// One transfer at a time over a set of kept connections. It belongs to one queue.
@safe final class CurlHandle: @unchecked Sendable {
    let easy: UnsafeMutableRawPointer
    let multi: OpaquePointer
    private let errorText: UnsafeMutablePointer<CChar>

    private var sshUse: SSHUse?
    private var sshIsMixed = false

    private struct SSHUse: Equatable {
        var ssh: TransferSSH
        var credentials: TransferCredentials
    }

    /// curl's own start, once in a process; a static is made once and under a lock.
    private static let started = hub_curl_start()

    init() {
        precondition(Self.started == CURLE_OK, "curl does not start")
        guard let easy = unsafe curl_easy_init(), let multi = unsafe curl_multi_init() else { fatalError("no memory") }
        unsafe self.easy = unsafe easy
        unsafe self.multi = OpaquePointer(multi)
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe curl_multi_cleanup(UnsafeMutableRawPointer(multi))
        unsafe errorText.deallocate()
    }

    /// Forgets the options of the last transfer, not its connection.
    func reset() {
        unsafe curl_easy_reset(easy)
        unsafe errorText[0] = 0
        unsafe hub_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    }

    /// Whether a kept SSH connection may serve the request. When curl looks for one it compares neither keys nor what is
    /// known of the host, so a session keeps none once its requests differ in these.
    func mayReuseSSH(_ request: TransferRequest) -> Bool {
        let use = SSHUse(ssh: request.ssh, credentials: request.credentials)
        if let sshUse, sshUse != use { sshIsMixed = true }
        sshUse = use
        return !sshIsMixed
    }

    /// Runs the transfer that was set up.
    func run(_ cancel: CancelFlag) -> CURLcode {
        let multi = unsafe UnsafeMutableRawPointer(multi)
        guard unsafe curl_multi_add_handle(multi, easy) == CURLM_OK else { return CURLE_FAILED_INIT }
        defer { unsafe curl_multi_remove_handle(multi, easy) }
        var running: CInt = 1
        while true {
            guard !cancel.isRaised else { return CURLE_ABORTED_BY_CALLBACK }
            guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else { return CURLE_FAILED_INIT }
            guard running > 0 else { break }
            guard unsafe curl_multi_poll(multi, nil, 0, 1000, nil) == CURLM_OK else { return CURLE_FAILED_INIT }
        }
        var left: CInt = 0
        guard let message = unsafe curl_multi_info_read(multi, &left) else { return CURLE_FAILED_INIT }
        return unsafe message.pointee.data.result
    }

    /// The library's words for a result, cut to one line of 200 characters.
    func words(for result: CURLcode) -> String {
        let own = unsafe String(cString: errorText)
        let text = own.isEmpty ? unsafe String(cString: curl_easy_strerror(result)) : own
        let clean = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        return String(String.UnicodeScalarView(clean.prefix(200)))
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe hub_curl_get_long(easy, info, &value) == CURLE_OK ? value : 0
    }

    func size(_ info: CURLINFO) -> Int64? {
        var value: curl_off_t = -1
        return unsafe hub_curl_get_size(easy, info, &value) == CURLE_OK && value >= 0 ? Int64(value) : nil
    }

    func text(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard unsafe hub_curl_get_text(easy, info, &value) == CURLE_OK else { return nil }
        return unsafe value.map { unsafe String(cString: $0) }
    }
}
