import CCurl

/// Sets a handle up for one request. A value that curl refuses is remembered, so that nothing is sent without it.
@safe struct CurlOptions: ~Copyable {
    private let handle: CurlHandle
    private var list: UnsafeMutablePointer<curl_slist>?
    private(set) var failure: CURLcode?

    init(_ handle: CurlHandle) {
        self.handle = handle
        handle.reset()
    }

    deinit { unsafe curl_slist_free_all(list) }

    mutating func apply(_ request: TransferRequest, _ receiver: TransferReceiver) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_PROTOCOLS_STR, request.protocols.text)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FILETIME, 1)
        set(CURLOPT_PROXY, request.proxy ?? "")
        set(CURLOPT_USERAGENT, request.userAgent)
        if request.offset > 0 { set(CURLOPT_RESUME_FROM_LARGE, size: request.offset) }
        let context = unsafe Unmanaged.passUnretained(receiver).toOpaque()
        note(unsafe hub_curl_set_receivers(handle.easy, receiveBody, receiveHead, context))
        if request.admits != nil {
            note(unsafe hub_curl_set_opener(handle.easy, openSocket, context))
            // A kept connection would be used without asking.
            set(CURLOPT_FRESH_CONNECT, 1)
            set(CURLOPT_FORBID_REUSE, 1)
        }
        applyLimits(request.limits)
        applyTLS(request.tls)
        applySSH(request)
        applyCredentials(request)
        applyMethod(request)
        applyFields(request)
    }

    /// Asks for a folder's names only.
    mutating func applyNamesOnly() { set(CURLOPT_DIRLISTONLY, 1) }

    /// Asks about a file without its bytes.
    mutating func applyNoBody() { set(CURLOPT_NOBODY, 1) }

    private mutating func applyLimits(_ limits: TransferLimits) {
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
        if let total = limits.total { set(CURLOPT_TIMEOUT_MS, total.milliseconds) }
        if let time = limits.lowSpeedTime {
            set(CURLOPT_LOW_SPEED_LIMIT, max(limits.lowSpeed, 1))
            set(CURLOPT_LOW_SPEED_TIME, max(time.milliseconds / 1000, 1))
        }
        // A body announced as too large is refused before its first byte.
        set(CURLOPT_MAXFILESIZE_LARGE, size: Int64(max(limits.bodyBytes, 1)))
    }

    private mutating func applyTLS(_ tls: TransferTLS) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = tls.authoritiesFile {
            set(CURLOPT_CAINFO, file)
            // The system's authorities stand in a folder too.
            note(unsafe hub_curl_set_text(handle.easy, CURLOPT_CAPATH, nil))
        }
        if tls.isRequired { set(CURLOPT_USE_SSL, hub_curl_tls_required) }
        set(CURLOPT_SSLCERT, ifAny: tls.certificateFile)
        set(CURLOPT_SSLKEY, ifAny: tls.keyFile)
        set(CURLOPT_KEYPASSWD, ifAny: tls.keyPassphrase)
    }

    private mutating func applySSH(_ request: TransferRequest) {
        guard request.url.lowercased().hasPrefix("sftp:") else { return }
        if !handle.mayReuseSSH(request) {
            set(CURLOPT_FRESH_CONNECT, 1)
            set(CURLOPT_FORBID_REUSE, 1)
        }
        let ssh = request.ssh
        set(CURLOPT_SSH_KNOWNHOSTS, ifAny: ssh.knownHostsFile)
        let print = ssh.hostKeySHA256.map { $0.hasPrefix("SHA256:") ? String($0.dropFirst(7)) : $0 }
        set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, ifAny: print)
    }

    private mutating func applyCredentials(_ request: TransferRequest) {
        set(CURLOPT_HTTPAUTH, hub_curl_auth_basic)
        switch request.credentials {
        case .none: set(CURLOPT_SSH_AUTH_TYPES, hub_curl_ssh_password)
        case .bearer(let token): addField("Authorization", "Bearer " + token)
        case .password(let user, let password):
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_PASSWORD, password)
            set(CURLOPT_SSH_AUTH_TYPES, hub_curl_ssh_password)
        case .privateKey(let user, let file, let passphrase):
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_SSH_AUTH_TYPES, hub_curl_ssh_key)
            set(CURLOPT_SSH_PRIVATE_KEYFILE, file)
            set(CURLOPT_KEYPASSWD, ifAny: passphrase)
        }
    }

    private mutating func applyMethod(_ request: TransferRequest) {
        if request.method == "HEAD" { return set(CURLOPT_NOBODY, 1) }
        if let body = request.body {
            set(CURLOPT_POSTFIELDSIZE_LARGE, size: Int64(body.count))
            // Copied by curl. A null pointer would ask for a read callback, so an empty body is an empty text.
            note(
                unsafe body.withUnsafeBytes { bytes in
                    unsafe bytes.isEmpty
                        ? hub_curl_set_text(handle.easy, CURLOPT_COPYPOSTFIELDS, "")
                        : hub_curl_set_pointer(
                            handle.easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
                })
        }
        let isWeb = request.url.lowercased().hasPrefix("http")
        if isWeb, request.method != (request.body == nil ? "GET" : "POST") {
            set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private mutating func applyFields(_ request: TransferRequest) {
        for field in request.fields.list { addField(field.name, field.value) }
        // No waiting for a go-ahead that many old servers never give.
        if request.body != nil { unsafe list = curl_slist_append(list, "Expect:") }
        if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate") }
        note(unsafe hub_curl_set_pointer(handle.easy, CURLOPT_HTTPHEADER, list))
    }

    private mutating func addField(_ name: String, _ value: String) {
        // `Name;` is curl's way to send a field with an empty value.
        unsafe list = curl_slist_append(list, value.isEmpty ? name + ";" : name + ": " + value)
    }

    private mutating func set(_ option: CURLoption, _ value: Int) {
        note(unsafe hub_curl_set_long(handle.easy, option, value))
    }

    private mutating func set(_ option: CURLoption, size value: Int64) {
        note(unsafe hub_curl_set_size(handle.easy, option, curl_off_t(value)))
    }

    private mutating func set(_ option: CURLoption, _ value: String) {
        note(unsafe hub_curl_set_text(handle.easy, option, value))
    }

    private mutating func set(_ option: CURLoption, ifAny value: String?) {
        if let value { set(option, value) }
    }

    private mutating func note(_ result: CURLcode) {
        if result != CURLE_OK, failure == nil { failure = result }
    }
}

extension Duration {
    /// Whole milliseconds, at least one: zero would mean "for ever" to curl.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000_000 else { return 1_000_000_000_000 }
        return max(Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000), 1)
    }
}
