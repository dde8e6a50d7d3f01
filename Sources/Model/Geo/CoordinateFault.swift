/// Why a pair of degrees is no place, or not a place of the region.
public enum CoordinateFault: Error, Sendable, Equatable {
    /// Infinite or not a number.
    case notFinite
    /// Both are zero: the "no value" of many systems.
    case zero
    /// Longitude and latitude stand in each other's column.
    case swapped
    /// Longitude beyond 180 or latitude beyond 90 degrees.
    case outOfRange
    /// A place, but not one of the region.
    case outside
    /// The text is no angle; the byte at `at` does not fit.
    case text(at: Int)
    /// Minutes or seconds of 60 or more.
    case sixty
}

extension CoordinateFault: CustomStringConvertible {
    /// The reason in plain words.
    public var description: String {
        switch self {
        case .notFinite: "not a number"
        case .zero: "0, 0 is no place but a missing value"
        case .swapped: "longitude and latitude are swapped"
        case .outOfRange: "longitude beyond 180 or latitude beyond 90 degrees"
        case .outside: "outside of the region"
        case .text(let at): "not an angle: unexpected character at byte \(at + 1)"
        case .sixty: "minutes and seconds of an angle are below 60"
        }
    }
}

extension Coordinate {
    /// Why this is no place of `region` (any place on earth without one); nil when it is.
    ///
    /// Swapped columns are recognised by the place being inside the region, or inside China's rectangle, only the other
    /// way round.
    public func fault(in region: BoundingBox? = nil) -> CoordinateFault? {
        guard longitude.isFinite, latitude.isFinite else { return .notFinite }
        if longitude == 0, latitude == 0 { return .zero }
        let turned = Coordinate(longitude: latitude, latitude: longitude)
        if let region {
            if region.contains(self) { return nil }
            if region.contains(turned) { return .swapped }
        }
        if !BoundingBox.china.contains(self), BoundingBox.china.contains(turned) { return .swapped }
        if abs(longitude) > 180 || abs(latitude) > 90 { return .outOfRange }
        return region == nil ? nil : .outside
    }
}
