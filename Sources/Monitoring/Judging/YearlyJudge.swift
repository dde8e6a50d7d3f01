import Model
import Storage

/// Holds what an outlet discharges in a calendar year against the yearly mass that its permit allows (总量控制).
///
/// All points at the outlet that report to this connector count together. The exceedance is of the point that reported
/// first of them, so that it stays the same when more are set up.
final class YearlyJudge {
    /// An outlet with yearly limits.
    private struct Site: Equatable {
        /// The number of the point that reported first.
        let lead: Int64
        let points: [Int64]
        /// What the hub knows of that point.
        let known: LimitBook.Point
    }

    private struct Year: Hashable {
        let lead: Int64
        let year: Int
    }

    private let store: SeriesStore
    private let periods: CivilPeriods
    /// How long days are kept, in milliseconds; nil is for ever.
    private let keepsDays: Int64?
    private let discharge: Discharge
    private var sites: [Int64: Site]?
    private var leads: [Int64: Int64] = [:]
    private var due: Set<Year> = []
    /// The year that it was when this was last looked at.
    private var current = 0

    init(_ store: SeriesStore, zone: TimeZoneRules, keepsDays: Int64?) {
        self.store = store
        self.keepsDays = keepsDays
        periods = CivilPeriods(zone: zone)
        discharge = Discharge(store.reader, zone: zone)
    }

    /// Takes limits over: what changed is held against the year so far. Inside a transaction.
    func take(_ book: LimitBook, at now: Int64) throws {
        let (old, new) = (sites, try makeSites(book))
        let year = periods.year(of: now)
        for lead in Set(new.keys).union((old ?? [:]).keys) where old?[lead] != new[lead] {
            due.insert(Year(lead: lead, year: year))
        }
        if old == nil {
            // After a start: years that ended meanwhile, and limits that went.
            for (series, _) in try store.episodes(of: .year) { due.insert(Year(lead: series.point, year: year)) }
            current = year
            noteLastYear()
        }
        sites = new
        leads = [:]
        for site in new.values { for point in site.points { leads[point] = site.lead } }
    }

    private func makeSites(_ book: LimitBook) throws -> [Int64: Site] {
        var outlets: [[String]: [(number: Int64, known: LimitBook.Point)]] = [:]
        for point in book.points.values where !point.yearly.isEmpty {
            guard let source = point.source, let outlet = point.outlet, let number = try store.reader.point(point.code)
            else { continue }
            outlets[[source, outlet], default: []].append((number, point))
        }
        var sites: [Int64: Site] = [:]
        for var points in outlets.values {
            points.sort { $0.number < $1.number }
            sites[points[0].number] = Site(
                lead: points[0].number, points: points.map(\.number), known: points[0].known)
        }
        return sites
    }

    /// Something came of a point's days in a year.
    func note(_ point: Int64, year: Int) {
        if let lead = leads[point] { due.insert(Year(lead: lead, year: year)) }
    }

    /// Whether anything has to be looked at. A year that began ends what was open.
    func isDue(at now: Int64) -> Bool {
        if current != 0, periods.year(of: now) > current {
            current = periods.year(of: now)
            noteLastYear()
        }
        return sites != nil && !due.isEmpty
    }

    private func noteLastYear() {
        for lead in Set(leads.values).union(due.map(\.lead)) { due.insert(Year(lead: lead, year: current - 1)) }
    }

    /// Looks at one outlet and year. Inside a transaction.
    func work(at now: Int64) throws {
        guard let year = due.popFirst() else { return }
        do { try judge(year, at: now) } catch {
            due.insert(year)
            throw error
        }
    }

    private func judge(_ year: Year, at now: Int64) throws {
        let (start, end) = (periods.start(ofYear: year.year), periods.start(ofYear: year.year + 1))
        let isKept = keepsDays.map { start >= now - $0 } ?? true
        let series = SeriesID(point: year.lead, period: .year)
        let site = sites?[year.lead]
        let limits = (site?.known.yearly ?? [:]).mapValues { $0.filter { $0.from < end && $0.until > start } }
        let known = try site?.known ?? LimitBook.Point(code: store.reader.code(ofPoint: year.lead) ?? "")
        let days = try site.map { try masses($0, year.year, at: now) } ?? [:]
        for factor in Set(limits.keys).union(try store.episodeFactors(series)) {
            let keeper = EpisodeKeeper(store: store, series: series, factor: factor, point: known)
            let rules = limits[factor] ?? []
            // Permits of today do not say what held in a year that is over, nor do the days that are left say what it was.
            if !isKept || rules.isEmpty && now >= end {
                guard now >= end else { continue }
                let kept = try keeper.kept(from: start, before: end).values
                for episode in kept where episode.closed == nil { try keeper.tell(closing(episode, end, now), at: now) }
                continue
            }
            let episodes = fold(days[factor] ?? [], rules).map { now >= end ? closing($0, end, now) : $0 }
            try keeper.settle(episodes, from: start, before: end, at: now)
        }
    }

    private func closing(_ episode: Episode, _ end: Int64, _ now: Int64) -> Episode {
        var episode = episode
        if episode.closed == nil { episode.closed = end }
        episode.told = now
        return episode
    }

    /// The masses of all points of a site, in t, by factor and in the order of days.
    private func masses(_ site: Site, _ year: Int, at now: Int64) throws -> [String: [(day: Int64, mass: DecimalValue)]]
    {
        var sums: [String: [Int64: Discharge.Amount]] = [:]
        for point in site.points {
            for (factor, days) in try discharge.daily(point, year: year, at: now) {
                for (day, amount) in days where amount.unit == "t" {
                    sums[factor, default: [:]][day, default: Discharge.Amount(value: .zero, unit: "t")].add(amount)
                }
            }
        }
        return sums.mapValues { days in days.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) } }
    }

    private func fold(_ days: [(day: Int64, mass: DecimalValue)], _ limits: [LimitRule]) -> [Episode] {
        var fold = EpisodeFold(closeAfter: 1, unit: "t")
        var episodes: [Episode] = []
        var sum = DecimalValue.zero
        for (day, mass) in days {
            guard let next = try? sum.adding(mass) else { continue }
            sum = next
            let change = fold.add(sum, at: day, limits: limits)
            guard change != .none, let episode = fold.episode else { continue }
            if change == .opened { episodes.append(episode) } else { episodes[episodes.count - 1] = episode }
        }
        return episodes
    }
}
