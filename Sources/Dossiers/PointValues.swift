public import Model

/// The newest value of each pollutant at one monitoring point.
public struct PointValues: Sendable, Equatable {
    /// Where they are from.
    public enum Origin: String, Sendable {
        /// What the online device reported.
        case device
        /// Rows of measurements.
        case measurement
    }

    /// One value.
    public struct Value: Sendable, Equatable {
        /// The pollutant's code.
        public let pollutant: String
        /// What people call it.
        public let label: Title?
        /// When it was measured, or the start of its period, in milliseconds.
        public let time: Int64
        /// Of what period it is, by its code.
        public let period: String
        /// What people call the period.
        public let periodLabel: Title?
        /// The number as it was written; nil when none was measured.
        public let value: String?
        /// Its unit; empty when it has none.
        public let unit: String
        /// The data flag of a device, or the qualifier of a measurement; empty when there is none.
        public let flag: String
    }

    /// The point's code, or its MN.
    public let code: String
    /// What people call it; empty when nobody said.
    public let name: String
    /// Where the values are from; nil when there are none.
    public let origin: Origin?
    /// The values, by the codes of their pollutants.
    public let values: [Value]
}
