import HTTPServer
import Model
import Storage

/// One thing that partners can ask for: where it is, what it takes, what it answers, and what answers it.
///
/// The table of them (``all``) is the only place that says what is served. Requests are routed by it, their parameters are checked
/// by it, and the OpenAPI document is written from it: none of these can say something else than the others.
final class Endpoint: Sendable {
    let method: HTTPMethod
    /// The path, its variable parts in braces: `/v1/feeds/{feed}/changes`. It is what the access log says.
    let path: String
    /// The operation's name in the OpenAPI document.
    let name: String
    /// One sentence for people.
    let summary: String
    let parameters: [EndpointParameter]
    let answers: [EndpointAnswer]
    /// What the request's body is; nil when it has none.
    let body: EndpointBody?
    let handler: Handler
    let segments: [Segment]
    /// The names of the parameters that it takes.
    let names: [StaticString]

    /// Where in the path something stands.
    enum Segment: Sendable, Equatable {
        /// Exactly these bytes.
        case literal([UInt8])
        /// A variable part.
        case variable(Variable)
    }

    /// What a variable part names.
    enum Variable: Sendable, Equatable {
        /// A feed.
        case feed
        /// An entity of the feed before it.
        case entity
        /// A feed and an entity of it, with a dot between.
        case collection
        /// Anything else.
        case id(name: String)

        init(_ name: String) {
            switch name {
            case "feed": self = .feed
            case "entity": self = .entity
            case "collection": self = .collection
            default: self = .id(name: name)
            }
        }

        /// Its name, as the path has it between its braces.
        var name: String {
            switch self {
            case .feed: "feed"
            case .entity: "entity"
            case .collection: "collection"
            case .id(let name): name
            }
        }
    }

    /// What answers.
    enum Handler: Sendable {
        /// Anybody is answered, with or without a key.
        case open(@Sendable (PartnerService, borrowing HTTPRequest, inout Call) throws -> HTTPAnswer)
        /// One with a key is answered.
        case consumer(@Sendable (Asked, borrowing HTTPRequest, inout ServingThread, inout Call) throws -> HTTPAnswer)
        /// One with a grant on the feed in the path is answered.
        case feed(
            @Sendable (Asked, ServedFeed, borrowing HTTPRequest, inout ServingThread, inout Call) throws -> HTTPAnswer)
        /// The same, before a moment of the store is taken: what feeds' heads answer alone needs none, the rest takes its own.
        case early(
            @Sendable (Asked, ServedFeed, borrowing HTTPRequest, inout ServingThread, inout Call) throws -> HTTPAnswer)
    }

    init(
        _ path: String, _ name: String, _ summary: String, method: HTTPMethod = .get,
        parameters: [EndpointParameter] = [], body: EndpointBody? = nil, answers: [EndpointAnswer],
        _ handler: Handler
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.handler = handler
        names = parameters.map(\.name)
        segments = path.split(separator: "/").map { part in
            part.hasPrefix("{") ? .variable(Variable(String(part.dropFirst().dropLast()))) : .literal(Array(part.utf8))
        }
    }

    /// Whether the path names a feed.
    var isOfFeed: Bool {
        switch handler {
        case .feed, .early: true
        case .open, .consumer: false
        }
    }

    /// Whether it is answered without a key.
    var isOpen: Bool { if case .open = handler { true } else { false } }
}

/// Who asks, and what the path of the request names.
struct Asked {
    let service: PartnerService
    let consumer: Consumer
    let place: Place
}
