import SQLite

extension SeriesStore {
    /// Keeps the state of a point, in place of the one before. Inside a transaction.
    public func keepState(of point: Int64, _ body: [UInt8]) throws {
        let statement = derived.keepState
        try statement.bind(all: [point, body])
        try statement.run()
    }

    /// The states of all points, as their owner's bytes.
    public func pointStates() throws -> [(point: Int64, body: [UInt8])] { try reader.pointStates() }
}

extension SeriesReader {
    /// The states of all points, as their owner's bytes.
    public func pointStates() throws -> [(point: Int64, body: [UInt8])] {
        let rows = try database.prepare("SELECT point, body FROM point_state ORDER BY point")
        var states: [(point: Int64, body: [UInt8])] = []
        while try rows.step() { states.append((rows.integer(0), rows.blob(1) ?? [])) }
        return states
    }

    /// The newest readings of a series that are in no block yet, the newest first. Computed ones say nothing of the device: they
    /// are passed over, a hundred at most.
    public func newestMoments(_ series: SeriesID, limit: Int) throws -> [(time: Int64, received: Int64)] {
        defer { newestFirst.reset() }
        try newestFirst.bind(series.rawValue, at: 1)
        var moments: [(time: Int64, received: Int64)] = []
        var passed = 0
        while moments.count < limit, passed < 100, try newestFirst.step() {
            if newestFirst.integer(2) == Int64(ReadingOrigin.computed.rawValue) {
                passed += 1
            } else {
                moments.append((newestFirst.integer(0), newestFirst.integer(1)))
            }
        }
        return moments
    }
}
