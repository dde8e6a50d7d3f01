/// A place on earth in degrees; which datum they belong to is said beside it, never assumed.
public struct Coordinate: Sendable, Hashable {
    /// Degrees east, -180 to 180.
    public let longitude: Double
    /// Degrees north, -90 to 90.
    public let latitude: Double

    /// A place as given, unchecked; see ``fault(in:)``.
    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// What degrees refer to.
public enum Datum: String, Sendable, Hashable, CaseIterable {
    /// GPS.
    case wgs84
    /// China Geodetic Coordinate System 2000; equal to WGS 84 at the accuracy of a factory plot.
    case cgcs2000
    /// 火星坐标系, the obfuscated datum of Chinese maps (Amap, Tencent): up to 700 m off.
    case gcj02
    /// Baidu's datum upon GCJ-02: up to another 1,200 m off.
    case bd09
}
