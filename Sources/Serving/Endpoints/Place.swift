/// What a path names.
struct Place: Sendable {
    /// The feed's index.
    var feed: Int?
    /// The entity's index in the feed.
    var entity: Int?
    /// The last variable part that is neither: an id, as it came.
    var id: [UInt8] = []

    /// The place of an entity; only in paths that have one.
    func entityIndex() throws(Problem) -> Int {
        guard let entity else { throw .notFound }
        return entity
    }
}

/// What the table of endpoints says to a path.
enum Routing {
    /// An endpoint answers.
    case to(Endpoint, Place)
    /// The path is served, but not by this method; those that it has.
    case otherMethods([String], Endpoint, Place)
    /// Nothing is here. The feed is known when the path is one of a feed that is served: that is told only to those who may read it.
    case nowhere(feed: Int?)
}
