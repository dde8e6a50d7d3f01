import SQLite

extension SeriesStore {
    /// An episode as it is kept: when it opened, and what its owner knows of it.
    public struct KeptEpisode: Sendable, Equatable {
        /// When it opened.
        public var opened: Int64
        /// Its owner's bytes.
        public var body: [UInt8]

        /// An episode.
        public init(opened: Int64, body: [UInt8]) {
            self.opened = opened
            self.body = body
        }
    }

    /// The episode of a factor that opened last, at or before a time. Inside a transaction.
    public func episode(_ series: SeriesID, _ factor: String, openedBy time: Int64) throws -> KeptEpisode? {
        let statement = derived.lastEpisode
        defer { statement.reset() }
        try statement.bind(all: [series.rawValue, factor, time])
        guard try statement.step() else { return nil }
        return KeptEpisode(opened: statement.integer(0), body: statement.blob(1) ?? [])
    }

    /// The episodes of a factor that opened at a time or later, in their order. Inside a transaction.
    public func episodes(_ series: SeriesID, _ factor: String, from time: Int64) throws -> [KeptEpisode] {
        let statement = derived.laterEpisodes
        defer { statement.reset() }
        try statement.bind(all: [series.rawValue, factor, time])
        var episodes: [KeptEpisode] = []
        while try statement.step() {
            episodes.append(KeptEpisode(opened: statement.integer(0), body: statement.blob(1) ?? []))
        }
        return episodes
    }

    /// Keeps an episode, in place of the one that opened at the same time. Inside a transaction.
    public func keep(_ episode: KeptEpisode, _ series: SeriesID, _ factor: String) throws {
        let statement = derived.keepEpisode
        try statement.bind(all: [series.rawValue, factor, episode.opened, episode.body])
        try statement.run()
    }

    /// Forgets an episode that was none. Inside a transaction.
    public func forgetEpisode(_ series: SeriesID, _ factor: String, opened: Int64) throws {
        let statement = derived.forgetEpisode
        try statement.bind(all: [series.rawValue, factor, opened])
        try statement.run()
    }

    /// The series of a period that have episodes, with the factors that have them. Inside a transaction.
    ///
    /// It looks at all episodes: for the start, and for what happens once a day.
    public func episodes(of period: SeriesPeriod) throws -> [(series: SeriesID, factor: String)] {
        let rows = try database.prepare("SELECT DISTINCT series, factor FROM episode WHERE series & 15 = ?1")
        try rows.bind(Int64(period.rawValue), at: 1)
        var found: [(series: SeriesID, factor: String)] = []
        while try rows.step() { found.append((SeriesID(rawValue: rows.integer(0)), rows.text(1) ?? "")) }
        return found
    }

    /// The factors that ever had an episode in a series. Inside a transaction.
    public func episodeFactors(_ series: SeriesID) throws -> [String] {
        let rows = try database.prepare("SELECT DISTINCT factor FROM episode WHERE series = ?1")
        try rows.bind(series.rawValue, at: 1)
        var factors: [String] = []
        while try rows.step() { factors.append(rows.text(0) ?? "") }
        return factors
    }
}
