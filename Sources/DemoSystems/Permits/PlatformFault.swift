/// What the permit platform now and then answers in place of a page.
public enum PlatformFault: Sendable, Hashable {
    /// 429 with `Retry-After: 1`.
    case tooMany
    /// 500 with a page of HTML.
    case broken
    /// 200 with `{"code":500}`.
    case failureInside
    /// A page that is cut in the middle, in an answer that is otherwise whole.
    case cutPage
    /// The token has expired.
    case expiredToken
}

/// When the platform fails: by the number of its answers, so that it is the same every time and never twice in a row.
struct FaultPlan: Sendable {
    private var numbers: SeededNumbers
    private var answers = 0
    private var wasFault = false
    private var wanted: [PlatformFault] = []

    init(seed: UInt64) { numbers = SeededNumbers(seed, "faults") }

    /// Asks for a fault at the next answer.
    mutating func want(_ fault: PlatformFault) { wanted.append(fault) }

    /// The fault of the next answer. By itself the platform has only those that pass when asked again: the third and the
    /// sixth page fail, and one of twenty after that.
    mutating func next() -> PlatformFault? {
        if !wanted.isEmpty { return wanted.removeFirst() }
        answers += 1
        let dice = numbers.below(40)
        if wasFault {
            wasFault = false
            return nil
        }
        let fault: PlatformFault? =
            switch (answers, dice) {
            case (3, _): .tooMany
            case (6, _): .broken
            case (10..., 0): .tooMany
            case (10..., 1): .broken
            default: nil
            }
        wasFault = fault != nil
        return fault
    }
}
