public import Storage

/// How a monitoring point stands: its state, and its newest values.
public struct PointStanding: Sendable, Equatable {
    /// The states that a duty officer knows.
    public enum State: String, Sendable, CaseIterable {
        /// Over a limit (超标).
        case over
        /// Silent (离线).
        case offline
        /// Values that an instrument that works does not give (可疑).
        case suspect
        /// None of these (正常).
        case normal

        /// In Chinese.
        public var zh: String {
            switch self {
            case .over: "超标"
            case .offline: "离线"
            case .suspect: "可疑"
            case .normal: "正常"
            }
        }
    }

    /// The newest value of a factor.
    public struct Value: Sendable, Equatable {
        /// What was reported.
        public let report: FactorReport
        /// What period it is of.
        public let period: SeriesPeriod
        /// The limit that it breaks, else one that holds at its time; nil when there is none.
        public let limit: LimitRule?
        /// Whether it breaks the limit.
        public let isOver: Bool
    }

    /// The point's MN.
    public let code: String
    /// Its name, when the hub knows it.
    public let name: String?
    /// Its state.
    public let state: State
    /// Why it is in that state; empty when all is well.
    public let reason: String
    /// Since when, in milliseconds.
    public let since: Int64
    /// When something last came from it, in milliseconds.
    public let heard: Int64
    /// The newest value of each factor.
    public let values: [Value]
}
