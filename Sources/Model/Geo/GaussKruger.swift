import Glibc

/// Plane coordinates of the Gauss-Krüger projection on the ellipsoid of CGCS2000 (GB/T 17278, GB 22021-2008): northing
/// and easting in metres, the central meridian at an easting of 500,000.
public enum GaussKruger {
    private static let axis = 6_378_137.0
    private static let flattening = 1 / 298.257222101

    /// The degrees of a plane point; nil if the numbers are none of a zone.
    ///
    /// The easting may begin with the number of its zone (8 digits before the point): 25 to 45 are zones of 3 degrees, 13
    /// to 23 zones of 6. Without one the central meridian, in degrees, must be given. The series is exact to a
    /// millimetre inside a zone.
    public static func degrees(northing: Double, easting: Double, meridian: Double?) -> Coordinate? {
        guard northing.isFinite, easting.isFinite, (0...6_700_000).contains(northing) else { return nil }
        let zone = (easting / 1_000_000).rounded(.down)
        let east = easting - zone * 1_000_000 - 500_000
        let center: Double
        switch zone {
        case 0:
            guard let meridian, (-180...180).contains(meridian) else { return nil }
            center = meridian
        case 13...23: center = zone * 6 - 3
        case 25...45: center = zone * 3
        default: return nil
        }
        if let meridian, meridian != center { return nil }
        guard abs(east) <= 500_000 else { return nil }
        return inverse(northing, east, center)
    }

    /// Krüger's series of 1912 in the third flattening, to its fourth power.
    private static func inverse(_ northing: Double, _ east: Double, _ center: Double) -> Coordinate {
        let n = flattening / (2 - flattening)
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n)
        let rectifying = axis / (1 + n) * (1 + n2 / 4 + n4 / 64)
        let (xi, eta) = (northing / rectifying, east / rectifying)
        let beta = [
            n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360, n2 / 48 + n3 / 15 - 437 * n4 / 1440,
            17 * n3 / 480 - 37 * n4 / 840, 4397 * n4 / 161_280,
        ]
        var (x, y) = (xi, eta)
        for (index, factor) in beta.enumerated() {
            let step = Double(2 * (index + 1))
            x -= factor * sin(step * xi) * cosh(step * eta)
            y -= factor * cos(step * xi) * sinh(step * eta)
        }
        let conformal = asin(sin(x) / cosh(y))
        let delta = [
            2 * n - 2 * n2 / 3 - 2 * n3 + 116 * n4 / 45, 7 * n2 / 3 - 8 * n3 / 5 - 227 * n4 / 45,
            56 * n3 / 15 - 136 * n4 / 35, 4279 * n4 / 630,
        ]
        var latitude = conformal
        for (index, factor) in delta.enumerated() { latitude += factor * sin(Double(2 * (index + 1)) * conformal) }
        let longitude = center + atan2(sinh(y), cos(x)) * 180 / .pi
        return Coordinate(longitude: longitude, latitude: latitude * 180 / .pi)
    }
}
