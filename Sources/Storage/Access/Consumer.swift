/// A partner's program that reads feeds.
public struct Consumer: Sendable, Equatable {
    /// Its number.
    public var id: Int64
    /// Its name, such as `water-bureau-mirror`.
    public var name: String
    /// What people call it.
    public var title: String
    /// When it was made, in milliseconds since 1970.
    public var created: Int64
    /// What it may read.
    public var grants: [Grant] = []
    /// How much of it, where it differs from what all may.
    public var quota = ConsumerQuota()

    /// The grant on a feed, whether it holds now or not.
    public func grant(on feed: String) -> Grant? { grants.first { $0.feed == feed } }
}

/// The right to read one feed.
public struct Grant: Sendable, Equatable {
    /// The feed's name.
    public var feed: String
    /// What for.
    public var purpose: String
    /// On what ground.
    public var legalBasis: String
    /// From when, in milliseconds since 1970.
    public var starts: Int64
    /// Until when; nil for open end.
    public var ends: Int64?
    /// From which addresses; empty for any.
    public var sources: [SourceNetwork]
    /// The same as it was written.
    public var sourceTexts: [String]

    /// A grant; nil when a source is no network.
    public init?(
        feed: String, purpose: String, legalBasis: String, starts: Int64, ends: Int64? = nil, sources: [String] = []
    ) {
        self.feed = feed
        self.purpose = purpose
        self.legalBasis = legalBasis
        self.starts = starts
        self.ends = ends
        sourceTexts = sources
        self.sources = sources.compactMap(SourceNetwork.init)
        guard self.sources.count == sources.count else { return nil }
    }

    /// Why a grant does not let a request through.
    public enum Refusal: Sendable, Equatable {
        /// It has not begun.
        case early
        /// It has ended.
        case late
        /// The request comes from elsewhere.
        case address
    }

    /// Whether the grant holds at a moment, from whatever address: for what the hub sends by itself.
    public func holds(at now: Int64) -> Bool { now >= starts && ends.map { now < $0 } ?? true }

    /// Why the grant does not hold at a moment and for an address; nil when it does.
    public func refusal(at now: Int64, from address: String) -> Refusal? {
        if now < starts { return .early }
        if let ends, now >= ends { return .late }
        guard !sources.isEmpty else { return nil }
        guard let address = NetworkAddress(address), sources.contains(where: { $0.contains(address) }) else {
            return .address
        }
        return nil
    }
}

/// A key as it is listed: never its text.
public struct KeyEntry: Sendable, Equatable {
    /// The public part.
    public var id: String
    /// The consumer's number.
    public var consumer: Int64
    /// When it was issued, in milliseconds since 1970.
    public var created: Int64
    /// Until when it holds.
    public var expires: Int64
    /// When it was revoked, if it was.
    public var revoked: Int64?

    /// Whether the key opens anything at a moment.
    public func isLive(at now: Int64) -> Bool { revoked == nil && now < expires }
}
