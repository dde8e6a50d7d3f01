import Model

/// How wrong a point may be: what its system promises first, then how finely it is written.
struct PointPrecision: Comparable {
    /// The metres that its system promises; infinite where it promises nothing.
    var metres: Double
    /// How many places of degrees are written, at most six: 0.000001° is 10 cm, and finer digits come of conversions.
    var places: Int

    /// The precision of the point whose degrees are two decimals. Zeros at the end are not kept, so the longer of both counts.
    init(metres: Double?, _ longitude: MappedValue, _ latitude: MappedValue) {
        self.metres = metres ?? .infinity
        places = min(6, max(Self.places(longitude), Self.places(latitude)))
    }

    private static func places(_ degrees: MappedValue) -> Int { max(0, -Int(degrees.decimal?.exponent ?? 0)) }

    /// Less precise points are smaller.
    static func < (left: PointPrecision, right: PointPrecision) -> Bool {
        left.metres != right.metres ? left.metres > right.metres : left.places < right.places
    }
}
