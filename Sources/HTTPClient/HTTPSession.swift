import CCurl
import Dispatch

/// A client for HTTP, FTP and SFTP (libcurl) that keeps its connections. Transfers of one session run one after the
/// other on its own queue, never on the shared pool; for more at a time, make more sessions.
public final class HTTPSession: Sendable {
    private let queue: DispatchQueue
    private let handle = CurlHandle()

    /// A session; its label names its queue in a debugger.
    public init(label: String = "http-session") {
        queue = DispatchQueue(label: label)
    }

    /// Makes the request and gives the whole response, whatever its status.
    ///
    /// Cancelling the task ends the transfer at once with `cancelled`.
    public func perform(_ request: TransferRequest) async throws(HTTPClientError) -> TransferResponse {
        try await transfer(request, .whole)
    }

    /// Makes the request and hands the body to `sink`, piece by piece, on the session's queue; `false` ends the
    /// transfer with `aborted`. The body of an HTTP status other than 2xx goes into the response instead (64 KiB).
    ///
    /// `limits.bodyBytes` holds here too. With `offset` the transfer begins there; a server that cannot do so gives an
    /// error, never bytes from another place.
    public func download(
        _ request: TransferRequest, to sink: @escaping @Sendable (RawSpan) -> Bool
    ) async throws(HTTPClientError) -> TransferResponse {
        try await transfer(request, .sink(sink))
    }

    /// Asks for the size and time of a file without its bytes (HEAD, `SIZE` and `MDTM`, SFTP's `stat`).
    public func inspect(_ request: TransferRequest) async throws(HTTPClientError) -> TransferResponse {
        try await transfer(request, .head)
    }

    /// What is done with the bytes.
    enum Purpose: Sendable {
        case whole
        case sink(@Sendable (RawSpan) -> Bool)
        case head
    }

    /// Runs a transfer on the session's queue.
    func transfer(
        _ request: TransferRequest, _ purpose: Purpose
    ) async throws(HTTPClientError) -> TransferResponse {
        try check(request)
        let cancel = CancelFlag(handle)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (next: CheckedContinuation<Result<TransferResponse, HTTPClientError>, Never>) in
                queue.async { [handle] in
                    next.resume(
                        returning: Result { () throws(HTTPClientError) in
                            try follow(request, purpose, handle, cancel)
                        })
                }
            }
        } onCancel: {
            cancel.raise()
        }
        return try result.get()
    }
}

/// One request and the redirects it leads to.
private func follow(
    _ request: TransferRequest, _ purpose: HTTPSession.Purpose, _ handle: CurlHandle, _ cancel: CancelFlag
) throws(HTTPClientError) -> TransferResponse {
    var request = request
    var left = if case .follow(let most) = request.redirects { most } else { 0 }
    while true {
        let (response, target) = try once(request, purpose, handle, cancel)
        guard case .follow = request.redirects, let target, (300..<400).contains(response.status) else {
            return response
        }
        guard left > 0 else {
            throw HTTPClientError(
                .protocolViolation, code: "redirects", url: request.url, reason: "too many redirects")
        }
        left -= 1
        request = try request.redirected(to: target, status: response.status)
    }
}

private func once(
    _ request: TransferRequest, _ purpose: HTTPSession.Purpose, _ handle: CurlHandle, _ cancel: CancelFlag
) throws(HTTPClientError) -> (TransferResponse, target: String?) {
    let sink: TransferReceiver.Sink? = if case .sink(let sink) = purpose { sink } else { nil }
    let receiver = TransferReceiver(request, sink: sink)
    var options = CurlOptions(handle)
    options.apply(request, receiver)
    if case .head = purpose { options.applyNoBody() }
    let result = options.failure ?? handle.run(cancel)
    if let refusal = receiver.refusal, result == CURLE_WRITE_ERROR || result == CURLE_RECV_ERROR {
        throw refusal.error(request)
    }
    if receiver.isBarred, result == CURLE_COULDNT_CONNECT {
        throw HTTPClientError(
            .barred, code: "address", url: request.url, reason: "the host has no address that may be connected to")
    }
    guard result == CURLE_OK else {
        throw HTTPClientError(result, url: request.url, text: handle.words(for: result))
    }
    let time = handle.size(CURLINFO_FILETIME_T)
    let response = TransferResponse(
        status: handle.long(CURLINFO_RESPONSE_CODE), fields: receiver.fields, body: receiver.body,
        url: handle.text(CURLINFO_EFFECTIVE_URL) ?? request.url, modified: time,
        size: handle.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T))
    return (response, handle.text(CURLINFO_REDIRECT_URL))
}

extension TransferReceiver.Refusal {
    fileprivate func error(_ request: TransferRequest) -> HTTPClientError {
        switch self {
        case .tooLarge:
            HTTPClientError(
                .tooLarge, code: "too-large", url: request.url,
                reason: "the body is larger than \(request.limits.bodyBytes) bytes")
        case .headTooLarge:
            HTTPClientError(
                .tooLarge, code: "head-too-large", url: request.url,
                reason: "the head is larger than \(request.limits.headBytes) bytes")
        case .aborted:
            HTTPClientError(.aborted, code: "aborted", url: request.url, reason: "the receiver wanted no more")
        }
    }
}
