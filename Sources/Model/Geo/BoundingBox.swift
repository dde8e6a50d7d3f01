/// A rectangle of degrees, borders included.
public struct BoundingBox: Sendable, Hashable {
    /// The western border, degrees east.
    public let west: Double
    /// The southern border, degrees north.
    public let south: Double
    /// The eastern border, degrees east.
    public let east: Double
    /// The northern border, degrees north.
    public let north: Double

    /// A rectangle; nil when a border is no number, lies outside of the earth or on the wrong side of its opposite.
    public init?(west: Double, south: Double, east: Double, north: Double) {
        guard west >= -180, east <= 180, south >= -90, north <= 90, west < east, south < north else { return nil }
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// The rectangle inside of which GCJ-02 differs from WGS 84; it takes in neighbouring countries.
    public static let china = BoundingBox(west: 72.004, south: 0.8293, east: 137.8347, north: 55.8271)!

    /// Whether the place lies inside or on a border.
    public func contains(_ place: Coordinate) -> Bool {
        place.longitude >= west && place.longitude <= east && place.latitude >= south && place.latitude <= north
    }
}
