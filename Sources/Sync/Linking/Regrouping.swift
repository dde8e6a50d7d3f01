/// Which number each group of members is known by, after linking has grouped them anew.
///
/// Numbers never change without need and are never given to another thing:
///
///     a number stays with the group of the member that it was first given to; if that one is not there, with the group that
///       has most of its members;
///     a group with several numbers keeps the oldest of those that anybody has told of; the others are merged into it;
///     a group without any takes the own number of its oldest member, which nobody else can have had, so that what is taken
///       apart again has the number that it had before.
struct Regrouping {
    /// A member, and the thing that it belongs to so far.
    struct Seat: Equatable {
        var member: Int64
        /// 0 for none.
        var row: Int64
        /// Whether records speak of it.
        var isStated: Bool
    }

    /// The number of each group, in the order of the groups.
    ///
    /// - Parameters:
    ///   - isFree: whether no member outside of the groups belongs to a number.
    ///   - fresh: gives a number that nobody ever had.
    static func rows(
        of groups: [[Seat]], isFree: (Int64) throws -> Bool, fresh: () -> Int64
    ) rethrows -> [Int64] {
        let winners = winners(of: groups)
        var rows = groups.indices.map { group in
            winners.filter { $0.value == group }.map(\.key).min { left, right in
                let (one, two) = (isTold(left, groups), isTold(right, groups))
                return one != two ? one : left < right
            } ?? 0
        }
        for group in groups.indices where rows[group] == 0 {
            // A number that was merged into another group's in this very step is free as well.
            let own = try groups[group].map(\.member).sorted().first { number in
                try !rows.contains(number) && isFree(number)
            }
            rows[group] = own ?? fresh()
        }
        return rows
    }

    /// The group that each number goes to.
    private static func winners(of groups: [[Seat]]) -> [Int64: Int] {
        var claims: [Int64: [Int: Int]] = [:]
        for (group, seats) in groups.enumerated() {
            for seat in seats where seat.row != 0 {
                claims[seat.row, default: [:]][group, default: 0] += seat.member == seat.row ? 1_000_000 : 1
            }
        }
        return claims.mapValues { counts in
            counts.max { left, right in
                left.value != right.value
                    ? left.value < right.value : oldest(groups[left.key]) > oldest(groups[right.key])
            }?.key ?? 0
        }
    }

    private static func oldest(_ seats: [Seat]) -> Int64 { seats.map(\.member).min() ?? 0 }

    private static func isTold(_ row: Int64, _ groups: [[Seat]]) -> Bool {
        groups.contains { $0.contains { $0.row == row && $0.isStated } }
    }
}
