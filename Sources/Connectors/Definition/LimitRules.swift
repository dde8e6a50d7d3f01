/// `limits:`, what a pull may cost the source and the hub.
public struct LimitRules: Sendable, Equatable {
    /// Requests per time; nil: as fast as the source answers.
    public var rate: RateLimit?
    /// Requests at the same time; pages follow each other, so that one connector has one unless it says more.
    public var concurrency = 1
    /// How long one request, or one statement of a database, may take.
    public var timeout: Duration = .seconds(30)
    /// The largest body of one answer in bytes.
    public var maxBody = 64 << 20
    /// The largest single record of a file in bytes.
    public var maxRecord = 4 << 20
    /// How many records of a run are looked at for the sample that `envhub check` uses; 0 for none.
    public var sample = 1_000

    /// The usual limits.
    public init() {}
}

/// `breaker:`, when a failing system is left alone for a while.
public struct BreakerRule: Sendable, Equatable {
    /// How many runs in a row must fail.
    public var openAfter: Int
    /// How often one run then tries.
    public var probeEvery: Duration
}

/// `error_budget:`, how many bad records a run may have before it is held. Both must be exceeded.
public struct ErrorBudget: Sendable, Equatable {
    /// The share of the records read: 0.01 is 1 %.
    public var share: Double
    /// The number of records.
    public var count: Int
}

/// `contract:`, what the source promises about its records.
public struct ContractRules: Sendable, Equatable {
    /// What is done when a promise is broken.
    public enum Reaction: String, Sendable, CaseIterable {
        /// It is said in the run's report.
        case report
        /// Nothing.
        case ignore
        /// The run fails.
        case fail
    }

    /// How much a run is expected to bring.
    public struct Volume: Sendable, Equatable {
        /// What is done with a run that brings less.
        public enum Otherwise: String, Sendable, CaseIterable {
            /// Its rows wait for a person.
            case hold
            /// It is said in the run's report.
            case report
        }

        /// The smallest share of the mean of the runs before.
        public var min: Double
        /// How many runs make the mean.
        public var runs: Int
        /// See ``Otherwise``.
        public var otherwise: Otherwise
    }

    /// A field in the source that the mapping does not know.
    public var unknownField = Reaction.report
    /// A mapped field that the source does not have.
    public var missingField = Reaction.fail
    /// How much a run is expected to bring.
    public var volume: Volume?
}
