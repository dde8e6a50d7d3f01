extension AccessDirectory {
    /// Judges what somebody has shown.
    public func judge(_ credential: Credential, at now: Int64) -> Verdict {
        switch credential {
        case .key(let text):
            let verdict = judge(text, at: now)
            // Whose certificate is asked for has shown half of what it takes.
            if case .known(let consumer, _) = verdict, needCertificate.contains(consumer.id) { return .halfShown }
            return verdict
        case .link(let id): return judge(link: id, at: now)
        case .certificate(let facts, let key): return judge(facts, key, at: now)
        case .gateway(let paasid):
            guard let caller = callers[paasid], let consumer = consumers[caller.consumer] else { return .unknown }
            guard !needCertificate.contains(consumer.id) else { return .halfShown }
            return .known(consumer, keyID: "gateway:\(paasid)")
        }
    }

    /// A link by its id, and whatever became of it.
    public func link(_ id: String) -> SignedLink? { links[id] }

    /// A caller of the gateway.
    public func caller(_ paasid: String) -> GatewayCaller? { callers[paasid] }

    private func judge(link id: String, at now: Int64) -> Verdict {
        guard let link = links[id], let consumer = consumers[link.consumer] else { return .unknown }
        guard link.revoked == nil, let key = key(link.key, of: consumer), key.revoked == nil else { return .revoked }
        guard !needCertificate.contains(consumer.id) else { return .halfShown }
        return now < link.expires && now < key.expires ? .known(consumer, keyID: "link:\(id)") : .expired
    }

    private func judge(_ facts: CertificateFacts, _ key: [UInt8]?, at now: Int64) -> Verdict {
        let bound = certificates["fingerprint:\(facts.fingerprint)"] ?? certificates["subject:\(facts.subject)"]
        guard let bound, let consumer = consumers[bound.consumer] else {
            // A certificate of nobody's: the key alone counts.
            return key.map { judge(.key($0), at: now) } ?? .unknown
        }
        guard let key else {
            return bound.needsKey ? .halfShown : .known(consumer, keyID: "certificate:\(facts.fingerprint.prefix(16))")
        }
        let verdict = judge(key, at: now)
        // A key of somebody else: who is it?
        if case .known(let other, _) = verdict, other.id != consumer.id { return .unknown }
        return verdict
    }
}
