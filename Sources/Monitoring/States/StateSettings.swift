/// When a point is offline or suspect.
public struct StateSettings: Sendable, Equatable {
    /// A point is offline after so many milliseconds of silence, or after three of its usual intervals, whichever is longer.
    public var offline: Int64 = 1_800_000
    /// A concentration that has been the same for so many milliseconds, to the last digit, is suspect; 0: never.
    public var constant: Int64 = 6 * 3_600_000
    /// So many negative values in a row of a concentration or a flow are suspect; 0: never.
    public var negative = 3

    /// At least so many values make a constant one.
    static let fewestConstant = 4
    /// After so many missed intervals a device is offline.
    static let missedIntervals: Int64 = 3

    /// The usual settings.
    public init() {}
}
