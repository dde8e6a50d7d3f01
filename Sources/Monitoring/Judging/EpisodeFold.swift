import Model

/// Goes through the values of one factor of one series in the order of time and tells what they make of its episodes.
///
/// What it makes of the values does not depend on how they are cut: folding them one by one as they come, and folding all of
/// them anew from the opening of an episode on, gives the same.
struct EpisodeFold {
    /// What a value changed.
    enum Change: Equatable {
        /// Nothing that anyone is told of: no limit, a value within it, or a value that counts for nothing.
        case none
        /// An episode opened.
        case opened
        /// The open episode has another last value, perhaps a new peak.
        case updated(isPeak: Bool)
        /// The open episode closed.
        case closed
    }

    /// How many values in a row within the limit close an episode.
    let closeAfter: Int
    var unit: String
    /// The episode that is open, or closed with the last value.
    var episode: Episode?
    private var within = 0
    private var firstWithin: Int64 = 0

    init(closeAfter: Int, unit: String, open episode: Episode? = nil) {
        self.closeAfter = max(closeAfter, 1)
        self.unit = unit
        self.episode = episode
    }

    /// Whether an episode is open.
    var isOpen: Bool { episode != nil && episode?.closed == nil }

    /// Takes the value of a moment that is later than all before it.
    mutating func add(_ value: DecimalValue, at time: Int64, limits: [LimitRule]) -> Change {
        guard let broken = limits.broken(by: value, at: time) else { return addWithin(time) }
        within = 0
        guard isOpen else {
            episode = Episode(value, at: time, over: broken, unit: unit)
            return .opened
        }
        return .updated(isPeak: episode?.add(value, at: time, over: broken) ?? false)
    }

    /// A value within its limit, or of a time for which there is none.
    private mutating func addWithin(_ time: Int64) -> Change {
        guard isOpen else { return .none }
        if within == 0 { firstWithin = time }
        within += 1
        guard within >= closeAfter else { return .none }
        episode?.closed = firstWithin
        within = 0
        return .closed
    }
}
