import SQLite

/// What the hub makes itself of what devices said of shorter periods, and how far it has come with it.
extension SeriesStore {
    /// How far computing has come: what is older is finished, but for what came late (``lateHours()``).
    public struct ComputingProgress: Sendable, Equatable {
        /// The start of the oldest hour that is not finished.
        public var hours: Int64
        /// The start of the oldest day that is not finished.
        public var days: Int64

        /// A progress.
        public init(hours: Int64, days: Int64) {
            self.hours = hours
            self.days = days
        }
    }

    /// An hour of a point.
    public struct HourOfPoint: Hashable, Sendable {
        /// The point's number.
        public var point: Int64
        /// When the hour starts.
        public var hour: Int64

        /// An hour of a point.
        public init(point: Int64, hour: Int64) {
            self.point = point
            self.hour = hour
        }
    }

    /// How the reading of a moment came to be; nil where there is none. Inside a transaction.
    public func origin(_ series: SeriesID, at time: Int64) throws -> ReadingOrigin? {
        if time > (try newestTime(of: series)) { return nil }
        return try (recentRow(series, time) ?? sealedRow(series, time))?.origin
    }

    /// Stores a computed reading as a whole, in place of a computed one; what a device said is never touched. Inside a transaction.
    ///
    /// What it replaces is not kept beside it: it can be computed anew from what was replaced below it.
    ///
    /// - Returns: ``Outcome/stored``, ``Outcome/replaced``, or ``Outcome/repeated`` when nothing was written.
    public func put(computed reading: inout Reading) throws -> Outcome {
        reading.origin = .computed
        ReadingBody.write(&reading, to: &body)
        let reading = reading
        return try place(reading) { known, statement in try put(reading, inPlaceOf: known, by: statement) }
    }

    private func put(_ reading: Reading, inPlaceOf known: SeriesRow, by statement: Statement) throws -> Outcome {
        guard known.origin == .computed, !known.body.elementsEqual(body.bytes) else { return .repeated }
        try write(reading, by: statement)
        return .replaced
    }

    /// How far computing had come; nil when it has never begun. Inside a transaction.
    public func computingProgress() throws -> ComputingProgress? {
        guard let hours = try computingMark("computed_hours"), let days = try computingMark("computed_days") else {
            return nil
        }
        return ComputingProgress(hours: hours, days: days)
    }

    private func computingMark(_ key: String) throws -> Int64? {
        try database.integer("SELECT value FROM series_meta WHERE key = '\(key)'")
    }

    /// Notes that all that was due before has been computed, what came late too. Inside a transaction.
    public func finishComputing(before progress: ComputingProgress) throws {
        let statement = try database.prepare("INSERT OR REPLACE INTO series_meta VALUES (?1, ?2)")
        for (key, value) in [("computed_hours", progress.hours), ("computed_days", progress.days)] {
            try statement.bind(key, at: 1)
            try statement.bind(value, at: 2)
            try statement.run()
        }
        try database.execute("DELETE FROM computing_late")
    }

    /// Notes that an hour that was finished is not any more. Inside the transaction of what came late.
    public func noteLate(_ late: HourOfPoint) throws {
        try derived.noteLate.bind(late.point, at: 1)
        try derived.noteLate.bind(late.hour, at: 2)
        try derived.noteLate.run()
    }

    /// The hours that had been finished when something of them came. Inside a transaction.
    public func lateHours() throws -> [HourOfPoint] {
        let rows = try database.prepare("SELECT point, hour FROM computing_late")
        var late: [HourOfPoint] = []
        while try rows.step() { late.append(HourOfPoint(point: rows.integer(0), hour: rows.integer(1))) }
        return late
    }
}
