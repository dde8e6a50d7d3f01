import HTTPServer

/// Finds the endpoint of a request, from the bytes of its path. Makes nothing but the id that a path may end with.
struct Router: Sendable {
    /// The longest path looked at, in bytes.
    private static let longest = 512
    /// By how many parts their paths have.
    private let endpoints: [[Endpoint]]

    init(_ endpoints: [Endpoint]) {
        let most = min(endpoints.map(\.segments.count).max() ?? 0, PathParts.most)
        self.endpoints = (0...most).map { count in endpoints.filter { $0.segments.count == count } }
    }

    /// Endpoints that stand earlier go before those behind: `/v1/feeds/{feed}/changes` before `/v1/feeds/{feed}/{entity}`.
    func route(_ path: RawSpan, _ method: HTTPMethod, _ feeds: [ServedFeed]) -> Routing {
        guard path.byteCount <= Self.longest, let parts = PathParts(path) else { return .nowhere(feed: nil) }
        let wanted = method == .head ? .get : method
        var others: (first: Endpoint, place: Place, methods: [String])?
        guard endpoints.indices.contains(parts.count) else { return .nowhere(feed: Self.feed(of: path, parts, feeds)) }
        // Borrowed: all threads look at the same endpoints, and would wait for each other to count references.
        let row = endpoints[parts.count]
        let candidates = row.span
        for candidate in candidates.indices {
            guard let place = Self.match(candidates[candidate], path, parts, feeds) else { continue }
            let endpoint = candidates[candidate]
            if endpoint.method == wanted { return .to(endpoint, place) }
            if others == nil { others = (endpoint, place, []) }
            if others?.first.path == endpoint.path { others?.methods += Self.allowed(endpoint.method) }
        }
        if let others { return .otherMethods(others.methods, others.first, others.place) }
        return .nowhere(feed: Self.feed(of: path, parts, feeds))
    }

    private static func allowed(_ method: HTTPMethod) -> [String] {
        method == .get ? ["GET", "HEAD"] : [method.rawValue]
    }

    private static func match(
        _ endpoint: borrowing Endpoint, _ path: RawSpan, _ parts: PathParts, _ feeds: [ServedFeed]
    ) -> Place? {
        var place = Place()
        for number in endpoint.segments.indices {
            let part = path.extracting(parts[number])
            switch endpoint.segments[number] {
            case .literal(let bytes):
                guard part.isEqual(to: bytes) else { return nil }
            case .variable(.feed):
                guard let feed = feeds.firstIndex(where: { part.isEqual(to: $0.name) }) else { return nil }
                place.feed = feed
            case .variable(.entity):
                guard let feed = place.feed, let entity = feeds[feed].entity(part) else { return nil }
                place.entity = entity
            case .variable(.collection):
                guard let collection = Self.collection(part, feeds) else { return nil }
                (place.feed, place.entity) = collection
            case .variable(.id):
                place.id = part.bytes
            }
        }
        return place
    }

    /// The entity of a feed that is called `feed.entity` among the collections. Names of feeds have no dots.
    private static func collection(_ name: RawSpan, _ feeds: [ServedFeed]) -> (feed: Int, entity: Int)? {
        guard let (feed, dot) = feed(ofCollection: name, feeds),
            let entity = feeds[feed].entity(name.extracting(dot + 1..<name.byteCount))
        else { return nil }
        return (feed, entity)
    }

    /// The feed of a collection's name, whether it has such an entity or not, and where its name ends.
    private static func feed(ofCollection name: RawSpan, _ feeds: [ServedFeed]) -> (feed: Int, dot: Int)? {
        guard let dot = name.firstIndex(of: UInt8(ascii: ".")),
            let feed = feeds.firstIndex(where: { name.extracting(0..<dot).isEqual(to: $0.name) })
        else { return nil }
        return (feed, dot)
    }

    /// The feed that a path speaks of which leads nowhere: whoever has no grant on it is told that, and not what it has.
    private static func feed(of path: RawSpan, _ parts: PathParts, _ feeds: [ServedFeed]) -> Int? {
        if parts.count > 1, path.extracting(parts[0]).isEqual(to: Self.collectionsPart) {
            return feed(ofCollection: path.extracting(parts[1]), feeds)?.feed
        }
        guard parts.count > 2, path.extracting(parts[0]).isEqual(to: Self.version),
            path.extracting(parts[1]).isEqual(to: Self.feedsPart)
        else { return nil }
        return feeds.firstIndex { path.extracting(parts[2]).isEqual(to: $0.name) }
    }

    private static let version = Array("v1".utf8)
    private static let feedsPart = Array("feeds".utf8)
    private static let collectionsPart = Array("collections".utf8)
}

/// Where the parts of a path lie, between its slashes: `/` has none, `/v1/` has two, of which one is empty.
struct PathParts {
    /// Parts told apart; a path of more leads nowhere.
    static let most = 8

    private var ends = InlineArray<8, Int>(repeating: 0)
    private(set) var count = 0

    /// Nil for what is no path, or has too many parts.
    init?(_ path: RawSpan) {
        guard path.byteCount > 0, path.byte(0) == UInt8(ascii: "/") else { return nil }
        guard path.byteCount > 1 else { return }
        for place in 1...path.byteCount
        where place == path.byteCount || path.byte(place) == UInt8(ascii: "/") {
            guard count < Self.most else { return nil }
            ends[count] = place
            count += 1
        }
    }

    /// Where a part lies.
    subscript(_ part: Int) -> Range<Int> { (part == 0 ? 1 : ends[part - 1] + 1)..<ends[part] }
}
