import Model
public import Storage

/// Holds values against the limits of their time, in the transaction that stores them, and tells the hub when an exceedance
/// opens, changes and closes.
///
///     a reading newer than all before ──> the fold of its series and factor goes on
///     a late or corrected one, the first one after a start
///         ──> folded anew from the opening of the last episode before it; what comes out otherwise is told
///     a limit that changed, while the hub ran or not ──> the same, from the moment on at which it changed
public final class ExceedanceJudge {
    /// How values are judged.
    public struct Settings: Sendable, Equatable {
        /// The periods whose values are held against limits, and how many values in a row within the limit close an
        /// exceedance of each.
        public var closeAfter: [SeriesPeriod: Int] = [.realtime: 3, .minute: 2, .hour: 1, .day: 1]
        /// An open exceedance without a new peak is told again after this many milliseconds.
        public var tellEvery: Int64 = 300_000

        /// The usual settings.
        public init() {}
    }

    /// A factor of a series.
    private struct Key: Hashable {
        let series: SeriesID
        let factor: String
    }

    private struct State {
        var fold: EpisodeFold
        /// The newest time folded.
        var last: Int64
    }

    /// A factor of a point whose limits are others than those by which its values were judged, from a moment on.
    private struct Overdue {
        let key: SeriesStore.JudgedLimits
        let rules: [LimitRule]
        let from: Int64
    }

    /// What a column is for a judge.
    private struct Role {
        let factor: String
        /// 0 is the flag.
        let rank: Int
    }

    let store: SeriesStore
    private let settings: Settings
    /// The limits, and what else the hub knows of the points.
    private(set) var book = LimitBook()
    private var points: [Int64: LimitBook.Point] = [:]
    private var states: [Key: State] = [:]
    private var roles: [Int32: Role?] = [:]
    /// By which limits stored values have been judged; nil before that was read.
    private var judged: [SeriesStore.JudgedLimits: [LimitRule]]?
    private var overdue: [Overdue] = []
    /// Is told whether a factor of a series is over its limit, each time that may have changed.
    var told: (_ series: SeriesID, _ factor: String, _ isOpen: Bool, _ now: Int64) throws -> Void = { _, _, _, _ in }

    /// A judge who knows no limits yet.
    public init(_ store: SeriesStore, settings: Settings = Settings()) {
        self.store = store
        self.settings = settings
    }

    /// Takes limits over. What they say otherwise of values that are stored is for ``judgeNext(at:)``. Inside a transaction.
    public func take(_ new: LimitBook, at now: Int64) throws {
        let judged = try self.judged ?? store.judgedLimits().mapValues(LimitText.rules)
        self.judged = judged
        book = new
        points = [:]
        overdue = []
        let all = try store.reader.points()
        let numbers = Dictionary(all.map { ($0.code, $0.number) }, uniquingKeysWith: { first, _ in first })
        let codes = Dictionary(all.map { ($0.number, $0.code) }, uniquingKeysWith: { first, _ in first })
        for (key, before) in judged where !before.isEmpty {
            guard let code = codes[key.point] else { continue }
            // What was a limit then stays one for then, though the permit of today says nothing of it.
            let rules = before.carried(
                into: new.points[code]?.limits[key.factor] ?? [], at: now)
            if !rules.isEmpty { book.points[code, default: LimitBook.Point(code: code)].limits[key.factor] = rules }
        }
        for (code, point) in book.points {
            guard let number = numbers[code] else { continue }
            points[number] = point
            for (factor, rules) in point.limits {
                let key = SeriesStore.JudgedLimits(point: number, factor: factor)
                guard let from = LimitText.difference(rules, judged[key] ?? []) else { continue }
                overdue.append(Overdue(key: key, rules: rules, from: from))
            }
        }
    }

    /// Whether stored values wait to be held against limits that changed, be it while the hub was not running.
    public var hasOverdue: Bool { !overdue.isEmpty }

    /// Judges one factor of one point anew, from the moment on at which its limits changed. Inside a transaction.
    public func judgeNext(at now: Int64) throws {
        guard let next = overdue.popLast() else { return }
        let point = try book.points[store.reader.code(ofPoint: next.key.point) ?? ""] ?? LimitBook.Point(code: "")
        for period in settings.closeAfter.keys {
            let series = SeriesID(point: next.key.point, period: period)
            // Exceedances of values that are not kept any more stay as they were told.
            guard let oldest = try store.reader.oldestTime(of: series) else { continue }
            try refold(Key(series: series, factor: next.key.factor), point, from: max(next.from, oldest), at: now)
        }
        try store.keep(LimitText.text(next.rules), of: next.key)
        judged?[next.key] = next.rules
    }

    /// Judges a reading that has just been appended. Inside its transaction.
    public func judge(_ reading: Reading) throws {
        guard let period = reading.series.period, settings.closeAfter[period] != nil,
            let point = try point(reading.series.point)
        else { return }
        for factor in point.limits.keys {
            guard let found = try factorReading(factor, in: reading) else { continue }
            let key = Key(series: reading.series, factor: factor)
            guard var state = states[key], reading.time > state.last else {
                try refold(key, point, from: reading.time, at: reading.received)
                continue
            }
            state.last = reading.time
            if let value = found.value {
                let change = state.fold.add(value, at: reading.time, limits: point.limits[factor] ?? [])
                try note(change, key, point, &state.fold, at: reading.received)
            }
            states[key] = state
        }
    }

    /// Judges a series anew from a time on: readings were replaced by others, which may say nothing of a factor any more. Inside
    /// a transaction.
    public func judgeAgain(_ series: SeriesID, from time: Int64, at now: Int64) throws {
        guard let period = series.period, settings.closeAfter[period] != nil, let point = try point(series.point)
        else { return }
        for factor in point.limits.keys { try refold(Key(series: series, factor: factor), point, from: time, at: now) }
    }

    /// After a rollback nothing that was folded in the transaction holds.
    public func forget() {
        states = [:]
        roles = [:]
        points = [:]
        judged = nil
        overdue = []
    }

    private func point(_ number: Int64) throws -> LimitBook.Point? {
        if let known = points[number] { return known.limits.isEmpty ? nil : known }
        let code = try store.reader.code(ofPoint: number) ?? ""
        let found = book.points[code] ?? LimitBook.Point(code: code)
        points[number] = found
        return found.limits.isEmpty ? nil : found
    }

    /// Nil when the reading says nothing of the factor.
    private func factorReading(_ factor: String, in reading: Reading) throws -> FactorReading? {
        var found = FactorReading()
        var isThere = false
        for index in 0..<reading.count {
            if let decimal = reading.decimal(at: index) {
                guard let role = try role(decimal.column), role.rank > 0, role.factor == factor else { continue }
                found.take(decimal.mantissa, scale: decimal.scale, rank: role.rank)
                isThere = true
            } else if let text = reading.letter(at: index) {
                guard let role = try role(text.column), role.rank == 0, role.factor == factor else { continue }
                found.take(flag: text.letter)
            }
        }
        return isThere ? found : nil
    }

    private func role(_ column: Int32) throws -> Role? {
        if let known = roles[column] { return known }
        let name = try store.reader.name(of: column)
        let rank = name.field == FactorReading.flagField ? 0 : FactorReading.rank(of: name.field)
        let role = rank.map { Role(factor: name.factor, rank: $0) }
        roles[column] = .some(role)
        return role
    }

    private func note(
        _ change: EpisodeFold.Change, _ key: Key, _ point: LimitBook.Point, _ fold: inout EpisodeFold, at now: Int64
    ) throws {
        guard change != .none, var episode = fold.episode else { return }
        if change == .updated(isPeak: false), now - episode.told < settings.tellEvery { return }
        episode.told = now
        fold.episode = episode
        try keeper(key, point).tell(episode, at: now)
        try told(key.series, key.factor, fold.isOpen, now)
    }

    private func keeper(_ key: Key, _ point: LimitBook.Point) -> EpisodeKeeper {
        EpisodeKeeper(store: store, series: key.series, factor: key.factor, point: point)
    }

    /// Where to fold from, to see what becomes of the values of a time: the opening of the last episode before it. One whose first
    /// values are not kept any more goes on from its last one, when it is still open, and stays as it is otherwise.
    private func beginning(_ key: Key, _ time: Int64) throws -> (start: Int64, open: Episode?) {
        guard let last = try store.episode(key.series, key.factor, openedBy: time) else { return (time, nil) }
        if last.opened >= (try store.reader.oldestTime(of: key.series) ?? .min) { return (last.opened, nil) }
        let episode = try EpisodeNotice.episode(last.body)
        guard episode.closed == nil else { return (time, nil) }
        return (max(time, episode.lastSeen + 1), episode)
    }

    /// Folds a factor's values anew and tells what comes out otherwise than it is kept.
    private func refold(_ key: Key, _ point: LimitBook.Point, from time: Int64, at now: Int64) throws {
        let limits = point.limits[key.factor] ?? []
        let (start, open) = try beginning(key, time)
        let closeAfter = key.series.period.flatMap { settings.closeAfter[$0] } ?? 1
        var fold = EpisodeFold(closeAfter: closeAfter, unit: open?.unit ?? "", open: open)
        var episodes = open.map { [$0] } ?? []
        var last = time
        try store.reader.read(key.series, from: start, to: .max) { reading in
            last = max(last, reading.time)
            guard let judged = reading.judged(key.factor) else { return }
            fold.unit = judged.unit
            let change = fold.add(judged.value, at: reading.time, limits: limits)
            guard change != .none, let episode = fold.episode else { return }
            if change == .opened { episodes.append(episode) } else { episodes[episodes.count - 1] = episode }
        }
        try keeper(key, point).settle(episodes, from: start, goingOn: open, at: now)
        if let newest = episodes.last, fold.isOpen { fold.episode?.told = newest.told == 0 ? now : newest.told }
        states[key] = State(fold: fold, last: last)
        try told(key.series, key.factor, fold.isOpen, now)
    }
}
