public import Model

/// How long the rows of an entity stay in a feed: by the day of the moment that they tell of, counted in UTC as lines write it.
///
/// Inside the window a mirror is exact. What is older is no longer compared, is left out of first loads and, once its line is
/// older than the feed's retention too, dropped without a word: who has it keeps it.
public struct FeedWindow: Sendable, Equatable {
    /// How many days before today.
    public let days: Int
    /// The place of the moment among the feed's columns.
    public let place: Int
    /// Its index among the columns of the entity's rows.
    let column: Int

    /// The first day inside the window at `now` (milliseconds since 1970), in days since 1970.
    public func firstDay(at now: Int64) -> Int { Int(now.floored(by: 86_400_000)) - days }

    /// Whether the row whose values begin at `base` is inside. What has no moment never ages.
    public func covers(_ values: [MappedValue], at base: Int, from firstDay: Int) -> Bool {
        values[base + column].milliseconds.map { Int($0.floored(by: 86_400_000)) >= firstDay } ?? true
    }
}

/// When rows of an entity come late.
struct FeedLateness: Sendable, Equatable {
    /// The moment's index among the columns of the entity's rows.
    let column: Int
    /// How long after the moment, in milliseconds.
    let bound: Int64

    /// Whether the row whose values begin at `base` was late when it came at `now`.
    func isLate(_ values: [MappedValue], at base: Int, now: Int64) -> Bool {
        values[base + column].milliseconds.map { now - $0 > bound } ?? false
    }
}

extension MappedValue {
    /// The moment, in milliseconds since 1970; that of a day is its beginning in UTC.
    fileprivate var milliseconds: Int64? {
        switch kind {
        case .datetime: payload
        case .date: payload * 86_400_000
        default: nil
        }
    }
}

extension Int64 {
    fileprivate func floored(by divisor: Int64) -> Int64 { (self - (self % divisor + divisor) % divisor) / divisor }
}
