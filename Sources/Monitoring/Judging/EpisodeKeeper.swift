import Storage

/// Keeps episodes in the file of time series and tells the hub of them, in the transaction of what they follow from.
struct EpisodeKeeper {
    let store: SeriesStore
    let series: SeriesID
    let factor: String
    let point: LimitBook.Point

    /// Keeps and tells what came out otherwise than it is kept, and withdraws what did not come out.
    ///
    /// - Parameters:
    ///   - episodes: all that opened from `start` on, and before `end`.
    ///   - open: one that opened before `start`, and is the first of `episodes`.
    ///   - now: when it is told.
    func settle(
        _ episodes: [Episode], from start: Int64, before end: Int64 = .max, goingOn open: Episode? = nil, at now: Int64
    ) throws {
        var kept = try kept(from: start, before: end)
        if let open { kept[open.opened] = open }
        for var episode in episodes {
            if let old = kept.removeValue(forKey: episode.opened), old.isSame(as: episode) { continue }
            episode.told = now
            try tell(episode, at: now)
        }
        for opened in kept.keys.sorted() {
            try store.forgetEpisode(series, factor, opened: opened)
            try store.put(EpisodeNotice.withdrawal(opened: opened, factor: factor, series, point, at: now))
        }
    }

    /// The episodes that opened in some time, by when they did.
    func kept(from start: Int64, before end: Int64 = .max) throws -> [Int64: Episode] {
        var kept: [Int64: Episode] = [:]
        for old in try store.episodes(series, factor, from: start) where old.opened < end {
            kept[old.opened] = try EpisodeNotice.episode(old.body)
        }
        return kept
    }

    /// Keeps an episode and tells it.
    func tell(_ episode: Episode, at now: Int64) throws {
        try store.keep(
            SeriesStore.KeptEpisode(opened: episode.opened, body: try EpisodeNotice.body(episode)), series, factor)
        try store.put(try EpisodeNotice.notice(episode, factor: factor, series, point, at: now))
    }
}
