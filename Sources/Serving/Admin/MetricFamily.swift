/// Numbers of one name on the metrics page (Prometheus' text format 0.0.4).
public struct MetricFamily: Sendable {
    /// What kind of numbers they are.
    public enum Kind: String, Sendable {
        /// Only goes up.
        case counter
        /// Goes up and down.
        case gauge
    }

    /// Its name.
    public let name: String
    /// What kind of numbers it has.
    public let kind: Kind
    /// What they are, in words.
    public let help: String
    /// The numbers, with their labels.
    public let values: [(labels: [String: String], value: Int64)]

    /// A family.
    public init(
        _ name: String, _ kind: Kind, _ help: String, _ values: [(labels: [String: String], value: Int64)]
    ) {
        self.name = name
        self.kind = kind
        self.help = help
        self.values = values
    }
}
