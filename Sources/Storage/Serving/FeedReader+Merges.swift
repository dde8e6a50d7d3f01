import SQLite

extension FeedReader {
    /// Longer chains of merges, and circles, lead nowhere.
    private static let mostMerges = 64

    /// The row that a merged row is part of now, as far as the feed shows it. Inside ``snapshot(_:)``.
    ///
    /// - Returns: the number of a row of the same entity that the feed has a record of, reached by one merge or several; nil
    ///   when the row's line is no merge, or when the last of them is not shown.
    public func survivor(of feed: FeedHead, entity: Int64, row: Int64) throws -> Int64? {
        let place = try statements(feed.id).place
        var row = row
        for step in 0...Self.mostMerges {
            defer { place.reset() }
            try place.bind(entity, at: 1)
            try place.bind(row, at: 2)
            guard try place.step() else { return nil }
            switch FeedTable.Operation(rawValue: place.integer(0)) {
            case .upsert: return step > 0 ? row : nil
            case .merge: row = place.integer(1)
            case .delete, .leave, nil: return nil
            }
        }
        return nil
    }
}
