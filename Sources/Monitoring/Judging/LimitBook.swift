/// Which limits hold at which point, and what else is known of the points: taken from the hub's store, kept by the writer.
public struct LimitBook: Sendable, Equatable {
    /// What the hub knows of a point.
    public struct Point: Sendable, Equatable {
        /// The point's MN.
        public var code: String
        /// Its name.
        public var name: String?
        /// Its medium's code.
        public var medium: String?
        /// The outlet where it stands.
        public var outlet: String?
        /// The USCC of the enterprise that it belongs to.
        public var uscc: String?
        /// The hub's id of that enterprise.
        public var source: String?
        /// The limits by factor.
        public var limits: [String: [LimitRule]]
        /// What the outlet may discharge in a calendar year at most, in t, by factor.
        public var yearly: [String: [LimitRule]] = [:]

        /// A point.
        public init(
            code: String, name: String? = nil, medium: String? = nil, outlet: String? = nil, uscc: String? = nil,
            limits: [String: [LimitRule]] = [:]
        ) {
            self.code = code
            self.name = name
            self.medium = medium
            self.outlet = outlet
            self.uscc = uscc
            self.limits = limits
        }
    }

    /// The points by their MN.
    public var points: [String: Point]

    /// A book.
    public init(_ points: [Point] = []) {
        self.points = Dictionary(points.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
