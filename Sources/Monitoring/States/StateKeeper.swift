import Storage

/// Keeps the state of every point, in the transactions that store its readings, and tells the hub when it becomes another one.
///
///     readings ──> when it was heard, how its values go ──┐
///     exceedances that open and close ────────────────────┼──> state ──> notice, when it is another than was told
///     the clock ──> silence ──────────────────────────────┘
///
/// What was told is kept in the file; how values went lately is not, and is learnt anew after a start.
final class StateKeeper {
    /// A point that has reported since the start, or whose state was told before.
    private struct Watched {
        var state: PointState
        /// What the hub knows; nil before anything was told.
        var told: PointState?
        var heard: Int64
        var series: [SeriesRun] = []
        var isChanged = true
        /// Whether the file was asked when the point last reported, and how often.
        var isLearnt = false

        init(_ state: PointState, told: PointState?, heard: Int64) {
            self.state = state
            self.told = told
            self.heard = heard
        }
    }

    private let store: SeriesStore
    private let settings: StateSettings
    private var points: [Int64: Watched] = [:]
    private var changed: [Int64] = []
    private var roles = ColumnRoles()
    private var isLoaded = false
    /// Silence before the start is not the device's: nobody listened.
    private var listeningSince = Int64.max
    private var stopped: [Int32] = []

    init(_ store: SeriesStore, settings: StateSettings) {
        self.store = store
        self.settings = settings
    }

    /// Takes up what the file knows. Inside a transaction.
    func load(at now: Int64) throws {
        guard !isLoaded else { return }
        listeningSince = min(listeningSince, now)
        for (point, body) in try store.pointStates() {
            let state = try StateNotice.state(body)
            points[point] = Watched(state, told: state, heard: state.heard)
            points[point]?.isChanged = false
        }
        isLoaded = true
    }

    /// After a rollback nothing that was learnt in the transaction holds.
    func forget() {
        points = [:]
        changed = []
        roles = ColumnRoles()
        isLoaded = false
    }

    /// Takes a reading that has been appended; of one that says nothing new, that the device was heard. Inside its transaction.
    func take(_ reading: Reading, isNew: Bool) throws {
        try load(at: reading.received)
        let point = reading.series.point
        hear(point, at: reading.received)
        guard isNew, let period = reading.series.period, period.code != nil else { return }
        try follow(reading, Int(period.rawValue), point)
    }

    private func hear(_ point: Int64, at now: Int64) {
        guard let place = points.index(forKey: point) else {
            points[point] = Watched(PointState(since: now, heard: now), told: nil, heard: now)
            changed.append(point)
            return
        }
        points.values[place].heard = max(points.values[place].heard, now)
        if points.values[place].state.isOffline { change(point) { $0.isOffline = false } }
    }

    /// An exceedance opened, goes on or closed. Inside its transaction.
    func note(_ series: SeriesID, _ factor: String, isOpen: Bool, at now: Int64) throws {
        try load(at: now)
        let what = Self.name(factor, series)
        if points[series.point] == nil { hear(series.point, at: now) }
        guard points[series.point]?.state.over.contains(what) != isOpen else { return }
        change(series.point) { state in
            if isOpen { state.over.insert(what) } else { state.over.remove(what) }
        }
    }

    private func change(_ point: Int64, _ body: (inout PointState) -> Void) {
        guard let place = points.index(forKey: point) else { return }
        body(&points.values[place].state)
        guard !points.values[place].isChanged else { return }
        points.values[place].isChanged = true
        changed.append(point)
    }

    private static func name(_ factor: String, _ series: SeriesID) -> String {
        "\(factor)/\(series.period?.code ?? "")"
    }
}

extension StateKeeper {
    /// Looks at the values of a reading that goes on from the last one of its series.
    private func follow(_ reading: Reading, _ period: Int, _ point: Int64) throws {
        guard let place = points.index(forKey: point) else { return }
        while points.values[place].series.count <= period { points.values[place].series.append(SeriesRun()) }
        // Taken out, so that it is not copied while it changes.
        var run = SeriesRun()
        swap(&run, &points.values[place].series[period])
        defer { swap(&run, &points.values[place].series[period]) }
        guard run.goOn(to: reading.time) else { return }
        try findStopped(reading)
        var expected = 0
        for index in 0..<reading.count {
            guard let value = reading.decimal(at: index),
                case .value(let factor, let isConcentration) = try roles.role(value.column, store.reader)
            else { continue }
            let column = run.place(of: value.column, expected: expected)
            expected = column + 1
            let isOther =
                stopped.contains(factor)
                ? run.columns[column].stop()
                : run.columns[column].add(
                    value.mantissa, scale: UInt8(value.scale), at: reading.time, isConcentration: isConcentration,
                    settings)
            if isOther { try doubt(run.columns[column], reading.series) }
        }
    }

    /// The factors whose flag says that their instrument was not measuring.
    private func findStopped(_ reading: Reading) throws {
        stopped.removeAll(keepingCapacity: true)
        for index in 0..<reading.count {
            guard let flag = reading.letter(at: index), flag.letter != UInt8(ascii: "N"),
                flag.letter != UInt8(ascii: "n"),
                case .flag(let factor) = try roles.role(flag.column, store.reader)
            else { continue }
            stopped.append(factor)
        }
    }

    private func doubt(_ run: ColumnRun, _ series: SeriesID) throws {
        let what = Self.name(try store.reader.name(of: run.column).factor, series)
        change(series.point) { state in
            for (doubt, word) in [(ColumnRun.Doubts.constant, "constant "), (.negative, "negative ")] {
                if run.doubts.contains(doubt) {
                    state.suspect.insert(word + what)
                } else {
                    state.suspect.remove(word + what)
                }
            }
        }
    }
}

extension StateKeeper {
    /// Finds the points that have fallen silent. Inside a transaction, or before ``settle(_:at:)`` within one.
    ///
    /// - Returns: whether there are some.
    func sweep(at now: Int64) throws -> Bool {
        try load(at: now)
        var silent: [Int64] = []
        for (point, watched) in points where !watched.state.isOffline && isSilent(watched, at: now) {
            if !watched.isLearnt { try learn(point) }
            if let watched = points[point], isSilent(watched, at: now) { silent.append(point) }
        }
        for point in silent { change(point) { $0.isOffline = true } }
        return !silent.isEmpty
    }

    private func isSilent(_ watched: Watched, at now: Int64) -> Bool {
        let usual = watched.series.compactMap(\.interval).min() ?? 0
        let patience = max(settings.offline, StateSettings.missedIntervals * usual)
        return now - max(watched.heard, listeningSince) > patience
    }

    /// Asks the file for what was not followed since the start.
    private func learn(_ point: Int64) throws {
        guard var watched = points[point] else { return }
        watched.isLearnt = true
        for period in SeriesPeriod.allCases {
            let newest = try store.reader.newestMoments(SeriesID(point: point, period: period), limit: 2)
            if let received = newest.first?.received { watched.heard = max(watched.heard, received) }
            guard period.code != nil, newest.count == 2 else { continue }
            while watched.series.count <= Int(period.rawValue) { watched.series.append(SeriesRun()) }
            watched.series[Int(period.rawValue)].learn(interval: newest[0].time - newest[1].time)
        }
        points[point] = watched
    }

    /// Tells what is another state than was told. Inside the transaction that made it so.
    func settle(_ book: LimitBook, at now: Int64) throws {
        for point in changed {
            guard let place = points.index(forKey: point) else { continue }
            points.values[place].isChanged = false
            var state = points.values[place].state
            if let told = points.values[place].told {
                if state.isTold(by: told) { continue }
                if state.name != told.name { state.since = state.isOffline ? points.values[place].heard : now }
            }
            state.heard = points.values[place].heard
            try tell(state, point, book, at: now)
            points.values[place].state = state
            points.values[place].told = state
        }
        changed.removeAll(keepingCapacity: true)
    }

    private func tell(_ state: PointState, _ point: Int64, _ book: LimitBook, at now: Int64) throws {
        try store.keepState(of: point, try StateNotice.body(state))
        let code = try store.reader.code(ofPoint: point) ?? ""
        let known = book.points[code] ?? LimitBook.Point(code: code)
        try store.put(try StateNotice.notice(state, of: known, at: now))
    }
}
