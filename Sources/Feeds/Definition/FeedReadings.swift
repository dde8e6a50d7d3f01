/// Which values of online devices a feed shows: those of the monitoring points that it shows.
public struct FeedReadings: Sendable, Equatable {
    /// The periods, as `mappings/codes/averaging-period.csv` names them.
    public let periods: [String]
    /// The factors; nil for all.
    public let pollutants: Set<String>?

    /// The periods that devices report.
    public static let allPeriods = ["realtime", "minute", "hour", "day"]
    /// The entity whose rows say which points are shown, and its column that has their MN.
    public static let entity = "monitoring_point"
    /// The column that has the MN.
    public static let column = "code"
}
