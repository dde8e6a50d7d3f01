import HTTPServer
import Storage

extension PartnerService {
    /// What a request shows of who asks: a key, a signed link, a signature as for the gateway, or a client certificate; nil for nothing.
    ///
    /// - Throws: 400 for more than one of them, and for a key in the query; 401 for one that is wrong whoever it is of.
    func credential(
        _ request: borrowing HTTPRequest, _ directory: AccessDirectory, _ call: Call
    ) throws -> Credential? {
        let key = try request.withHeader("Authorization") { try Self.bearer($0) }
        let hasLink = request.withQuery("sig") { $0 != nil }
        let hasGateway = request.withHeader("x-tif-paasid") { $0 != nil }
        guard (key == nil ? 0 : 1) + (hasLink ? 1 : 0) + (hasGateway ? 1 : 0) <= 1 else {
            throw Problem.badRequest(
                "many-credentials", "Show who you are in one way: a key, a signed link or the headers of the gateway.")
        }
        if hasLink { return try link(request, directory) }
        if hasGateway { return try gateway(request, directory, call.now) }
        if let facts = try certificate(request) { return .certificate(facts, key: key) }
        if let key { return .key(key) }
        if Self.hasKeyInQuery(request) { throw Problem.keyInQuery }
        return nil
    }

    /// The client's certificate. One that cannot be trusted is refused, whatever else is shown: somebody meant it to count.
    private func certificate(_ request: borrowing HTTPRequest) throws -> CertificateFacts? {
        guard asksForCertificates else { return nil }
        switch request.clientCertificate {
        case .none: return nil
        case .trusted(let fingerprint, let subject): return CertificateFacts(fingerprint: fingerprint, subject: subject)
        case .refused(let reason):
            throw refusal("bad-certificate", "Your client certificate is not accepted: \(reason).")
        }
    }

    /// A signed link opens what it was made for, by GET and HEAD.
    private func link(_ request: borrowing HTTPRequest, _ directory: AccessDirectory) throws -> Credential {
        let query = request.query
        let wrong = refusal("bad-link", "The link is not one that this hub gave, or it was changed: ask for a new one.")
        guard let value = request.query("sig"), let (id, code) = LinkSeal.parts(value), let link = directory.link(id)
        else {
            throw wrong
        }
        let target = SignedTarget(
            path: request.withPath { $0.bytes }, query: query.filter { $0.name != LinkSeal.parameter })
        guard query.count(where: { $0.name == LinkSeal.parameter }) == 1, linkSeal.fits(code, link, target) else {
            throw wrong
        }
        guard request.method == .get || request.method == .head else { throw Problem.method(["GET", "HEAD"]) }
        return .link(id)
    }

    /// The headers of the provincial gateway's convention.
    private func gateway(
        _ request: borrowing HTTPRequest, _ directory: AccessDirectory, _ now: Int64
    ) throws -> Credential {
        guard let paasid = request.header("x-tif-paasid"), let timestamp = request.header("x-tif-timestamp"),
            let nonce = request.header("x-tif-nonce"), let signature = request.header("x-tif-signature"),
            (1...12).contains(timestamp.utf8.count), timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let seconds = Int64(timestamp), (1...128).contains(nonce.utf8.count)
        else {
            throw refusal(
                "bad-signature",
                "The gateway's headers are x-tif-paasid, x-tif-timestamp (seconds since 1970), x-tif-nonce (1 to 128 characters) "
                    + "and x-tif-signature.")
        }
        guard let caller = directory.caller(paasid), caller.signs(signature, timestamp: timestamp, nonce: nonce) else {
            throw refusal(
                "bad-signature", "x-tif-paasid is not known, or x-tif-signature is not that of the other headers.")
        }
        // A request that was held has used its nonce.
        if request.wake != .none { return .gateway(paasid) }
        switch replays.admit(paasid, nonce: nonce, at: seconds, now: now) {
        case .new: return .gateway(paasid)
        case .stale:
            throw Problem.unauthorised(
                "stale-timestamp",
                "x-tif-timestamp is more than \(ReplayGuard.window) s from the hub's clock, which is at \(now / 1_000), or from before "
                    + "the hub began to serve: sign again.")
        case .seen:
            throw Problem.unauthorised("replayed", "x-tif-nonce was used already: take a new one for each request.")
        case .full: throw Problem.tooMany("There were too many signed requests in a short time.", after: 60)
        }
    }

    /// Whether a parameter looks like a key: in a URL it stands in the logs of everything on its way.
    static func hasKeyInQuery(_ request: borrowing HTTPRequest) -> Bool {
        request.queryCount > 0 && request.query.contains { $0.value.hasPrefix("hub_") || $0.name.hasPrefix("hub_") }
    }
}
