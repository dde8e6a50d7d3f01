import Glibc

// GCJ-02 is WGS 84 plus an offset of polynomials and sines around 105° E 35° N, scaled on the ellipsoid of Krasovsky
// 1940. It was never published; these are the constants every map library uses. BD-09 adds a turn and a shift on top.
// The inverses have no closed form and are found by iteration.

extension Coordinate {
    /// The same place in another datum. Outside of ``BoundingBox/china`` all datums are taken as equal.
    ///
    /// Forward steps reproduce the published vectors to the last digit; inverse steps are exact to 1e-9 degrees (0.1 mm)
    /// against them.
    public func converted(from source: Datum, to target: Datum) -> Coordinate {
        let (from, to) = (source.base, target.base)
        guard from != to, longitude.isFinite, latitude.isFinite else { return self }
        let middle: Coordinate
        switch from {
        case .wgs84, .cgcs2000: middle = gcj02FromWGS84
        case .bd09: middle = inverted { $0.bd09FromGCJ02 }
        case .gcj02: middle = self
        }
        switch to {
        case .wgs84, .cgcs2000: return middle.inverted { $0.gcj02FromWGS84 }
        case .bd09: return middle.bd09FromGCJ02
        case .gcj02: return middle
        }
    }

    private var gcj02FromWGS84: Coordinate {
        guard BoundingBox.china.contains(self) else { return self }
        let axis = 6_378_245.0
        let eccentricity = 0.00669342162296594323
        let (x, y) = (longitude - 105, latitude - 35)
        let radians = latitude / 180 * .pi
        let magic = 1 - eccentricity * sin(radians) * sin(radians)
        let root = magic.squareRoot()
        let north = Self.northShift(x, y) * 180 / ((axis * (1 - eccentricity)) / (magic * root) * .pi)
        let east = Self.eastShift(x, y) * 180 / (axis / root * cos(radians) * .pi)
        return Coordinate(longitude: longitude + east, latitude: latitude + north)
    }

    private static func northShift(_ x: Double, _ y: Double) -> Double {
        var shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot()
        shift += (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
        shift += (20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
        shift += (160 * sin(y / 12 * .pi) + 320 * sin(y * .pi / 30)) * 2 / 3
        return shift
    }

    private static func eastShift(_ x: Double, _ y: Double) -> Double {
        var shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot()
        shift += (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
        shift += (20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
        shift += (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
        return shift
    }

    private var bd09FromGCJ02: Coordinate {
        guard BoundingBox.china.contains(self) else { return self }
        let turn = Double.pi * 3000 / 180
        let radius = (longitude * longitude + latitude * latitude).squareRoot() + 0.00002 * sin(latitude * turn)
        let angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * turn)
        return Coordinate(longitude: radius * cos(angle) + 0.0065, latitude: radius * sin(angle) + 0.006)
    }

    /// The place that `forward` takes to this one: each round moves by what is still missing, a tenth and less of the
    /// round before; a handful of rounds reach the last digits.
    private func inverted(_ forward: (Coordinate) -> Coordinate) -> Coordinate {
        guard BoundingBox.china.contains(self) else { return self }
        var guess = self
        for _ in 0..<24 {
            let there = forward(guess)
            let (east, north) = (longitude - there.longitude, latitude - there.latitude)
            guess = Coordinate(longitude: guess.longitude + east, latitude: guess.latitude + north)
            if abs(east) < 1e-12, abs(north) < 1e-12 { break }
        }
        return guess
    }
}

extension Datum {
    /// CGCS2000 stands for WGS 84.
    fileprivate var base: Datum { self == .cgcs2000 ? .wgs84 : self }
}
