import HTTPServer

/// Finds the endpoint of a request, from the bytes of its path.
struct Router: Sendable {
    /// The longest path looked at, in bytes.
    private static let longest = 512
    /// By how many parts their paths have.
    private let endpoints: [[Endpoint]]

    init(_ endpoints: [Endpoint]) {
        let most = endpoints.map(\.segments.count).max() ?? 0
        self.endpoints = (0...most).map { count in endpoints.filter { $0.segments.count == count } }
    }

    /// Endpoints that stand earlier go before those behind: `/v1/feeds/{feed}/changes` before `/v1/feeds/{feed}/{entity}`.
    func route(_ path: [UInt8], _ method: HTTPMethod, _ feeds: [ServedFeed]) -> Routing {
        guard path.count <= Self.longest, path.first == UInt8(ascii: "/") else { return .nowhere(feed: nil) }
        let wanted = method == .head ? .get : method
        let parts =
            path.count == 1
            ? []
            : path.dropFirst().split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var others: (first: Endpoint, place: Place, methods: [String])?
        for endpoint in endpoints.indices.contains(parts.count) ? endpoints[parts.count] : [] {
            guard let place = Self.match(endpoint.segments, parts, feeds) else { continue }
            if endpoint.method == wanted { return .to(endpoint, place) }
            if others == nil { others = (endpoint, place, []) }
            if others?.first.path == endpoint.path { others?.methods += Self.allowed(endpoint.method) }
        }
        if let others { return .otherMethods(others.methods, others.first, others.place) }
        return .nowhere(feed: Self.feed(of: parts, feeds))
    }

    private static func allowed(_ method: HTTPMethod) -> [String] {
        method == .get ? ["GET", "HEAD"] : [method.rawValue]
    }

    private static func match(
        _ segments: [Endpoint.Segment], _ parts: [ArraySlice<UInt8>], _ feeds: [ServedFeed]
    ) -> Place? {
        var place = Place()
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .literal(let bytes):
                guard part.elementsEqual(bytes) else { return nil }
            case .variable("feed"):
                guard let feed = feeds.firstIndex(where: { $0.name.elementsEqual(part) }) else { return nil }
                place.feed = feed
            case .variable("entity"):
                guard let feed = place.feed, let entity = feeds[feed].entity(part) else { return nil }
                place.entity = entity
            case .variable("collection"):
                guard let collection = Self.collection(part, feeds) else { return nil }
                (place.feed, place.entity) = collection
            case .variable:
                place.id = Array(part)
            }
        }
        return place
    }

    /// The entity of a feed that is called `feed.entity` among the collections. Names of feeds have no dots.
    private static func collection(_ name: ArraySlice<UInt8>, _ feeds: [ServedFeed]) -> (feed: Int, entity: Int)? {
        guard let dot = name.firstIndex(of: UInt8(ascii: ".")),
            let feed = feeds.firstIndex(where: { $0.name.elementsEqual(name[..<dot]) }),
            let entity = feeds[feed].entity(name[(dot + 1)...])
        else { return nil }
        return (feed, entity)
    }

    /// The feed that a path speaks of which leads nowhere.
    private static func feed(of parts: [ArraySlice<UInt8>], _ feeds: [ServedFeed]) -> Int? {
        guard parts.count > 2, parts[0].elementsEqual("v1".utf8), parts[1].elementsEqual("feeds".utf8) else {
            return nil
        }
        return feeds.firstIndex { $0.name.elementsEqual(parts[2]) }
    }
}
