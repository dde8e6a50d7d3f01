import Crypto

/// Where a request goes, from the bytes of its path.
enum Route: Equatable {
    case landing
    case me
    case feeds
    case feed(Int)
    case schema(Int)
    case entitySchema(Int, Int)
    case changes(Int)
    case digest(Int)
    case latest(Int)
    case readings(Int)
    case records(Int, entity: Int)
    case record(Int, entity: Int, id: [UInt8])
    case history(Int, entity: Int, id: [UInt8])
    case snapshot(Int, entity: Int, SnapshotFormat, SnapshotPart)
    case keys
    case key(SignatureAlgorithm)
    /// A thing that a feed does not have: told only to those who may read the feed.
    case nothingIn(Int)
    /// Nothing that is served.
    case nothing

    /// The path with its variable parts named, for the access log.
    var shape: String {
        switch self {
        case .landing: "/"
        case .me: "/v1/me"
        case .feeds: "/v1/feeds"
        case .feed: "/v1/feeds/{feed}"
        case .schema: "/v1/feeds/{feed}/schema"
        case .entitySchema: "/v1/feeds/{feed}/schema/{entity}"
        case .changes: "/v1/feeds/{feed}/changes"
        case .digest: "/v1/feeds/{feed}/digest"
        case .latest: "/v1/feeds/{feed}/latest"
        case .readings: "/v1/feeds/{feed}/readings"
        case .records: "/v1/feeds/{feed}/{entity}"
        case .record: "/v1/feeds/{feed}/{entity}/{id}"
        case .history: "/v1/feeds/{feed}/{entity}/{id}/history"
        case .snapshot(_, _, let format, let part):
            "/v1/feeds/{feed}/snapshot/{entity}.\(format.rawValue)\(part.suffix)"
        case .keys: "/v1/keys"
        case .key(let algorithm): "/v1/keys/\(algorithm.rawValue).pem"
        case .nothingIn, .nothing: "other"
        }
    }

    /// The feed that the path names, if it is served.
    var feed: Int? {
        switch self {
        case .feed(let feed), .schema(let feed), .entitySchema(let feed, _), .changes(let feed),
            .digest(let feed), .latest(let feed), .readings(let feed),
            .records(let feed, _), .record(let feed, _, _), .history(let feed, _, _), .snapshot(let feed, _, _, _),
            .nothingIn(let feed):
            feed
        default: nil
        }
    }

    /// The longest path looked at, in bytes.
    static let longest = 512

    init(_ path: [UInt8], _ feeds: [ServedFeed]) {
        guard path.count <= Self.longest, path.first == UInt8(ascii: "/") else {
            self = .nothing
            return
        }
        let parts = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count <= 1, parts.first?.isEmpty ?? true {
            self = .landing
        } else if parts.count == 2, parts[0].elementsEqual("v1".utf8), parts[1].elementsEqual("me".utf8) {
            self = .me
        } else if parts.count >= 2, parts[0].elementsEqual("v1".utf8), parts[1].elementsEqual("keys".utf8) {
            self = Route.inKeys(parts.dropFirst(2))
        } else if parts.count >= 2, parts[0].elementsEqual("v1".utf8), parts[1].elementsEqual("feeds".utf8) {
            self = Route.inFeeds(parts.dropFirst(2), feeds)
        } else {
            self = .nothing
        }
    }

    private static func inKeys(_ parts: ArraySlice<ArraySlice<UInt8>>) -> Route {
        guard let name = parts.first else { return .keys }
        guard parts.count == 1 else { return .nothing }
        return SignatureAlgorithm.allCases.first { "\($0.rawValue).pem".utf8.elementsEqual(name) }.map(Route.key)
            ?? .nothing
    }

    private static func inFeeds(_ parts: ArraySlice<ArraySlice<UInt8>>, _ feeds: [ServedFeed]) -> Route {
        guard let name = parts.first else { return .feeds }
        guard let feed = feeds.firstIndex(where: { $0.name.elementsEqual(name) }) else { return .nothing }
        let rest = Array(parts.dropFirst())
        guard let first = rest.first else { return .feed(feed) }
        switch rest.count {
        case 1 where first.elementsEqual("changes".utf8): return .changes(feed)
        case 1 where first.elementsEqual("digest".utf8): return .digest(feed)
        case 1 where first.elementsEqual("latest".utf8): return .latest(feed)
        case 1 where first.elementsEqual("readings".utf8): return .readings(feed)
        case 1 where first.elementsEqual("schema".utf8): return .schema(feed)
        case 1: return feeds[feed].entity(first).map { .records(feed, entity: $0) } ?? .nothingIn(feed)
        case 2 where first.elementsEqual("schema".utf8):
            return feeds[feed].entity(rest[1]).map { .entitySchema(feed, $0) } ?? .nothingIn(feed)
        case 2 where first.elementsEqual("snapshot".utf8):
            guard let name = SnapshotName(rest[1]), let entity = feeds[feed].entity(name.entity.utf8) else {
                return .nothingIn(feed)
            }
            return .snapshot(feed, entity: entity, name.format, name.part)
        case 2:
            return feeds[feed].entity(first).map { .record(feed, entity: $0, id: Array(rest[1])) } ?? .nothingIn(feed)
        case 3 where rest[2].elementsEqual("history".utf8):
            return feeds[feed].entity(first).map { .history(feed, entity: $0, id: Array(rest[1])) } ?? .nothingIn(feed)
        default: return .nothingIn(feed)
        }
    }
}
