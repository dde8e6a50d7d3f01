import Model

/// Two fields of the source that are a longitude and a latitude.
struct PointGuess: Sendable {
    let longitude: SourceField
    let latitude: SourceField
    let score: Double

    /// The pair among `sources`, by names and by the range of values; nil without one.
    static func find(_ sources: [SourceField]) -> PointGuess? {
        func best(_ names: Set<String>, _ range: ClosedRange<Double>) -> (SourceField, Double)? {
            sources.compactMap { source -> (SourceField, Double)? in
                let isNamed =
                    !names.isDisjoint(with: source.words.initials) || names.contains(source.words.plain)
                    || names.contains { $0.count > 2 && source.words.plain.hasSuffix($0) }
                guard isNamed else { return nil }
                guard let seen = source.profile.range else { return (source, source.profile.filled == 0 ? 0.5 : 0.6) }
                let fits = range.contains(seen.lowerBound.doubleValue) && range.contains(seen.upperBound.doubleValue)
                return (source, fits ? 0.88 : 0.55)
            }.max { $0.1 < $1.1 }
        }
        let longitudes: Set = ["经度", "jd", "lon", "lng", "longitude", "中心经度"]
        let latitudes: Set = ["纬度", "wd", "lat", "latitude", "中心纬度"]
        guard let x = best(longitudes, -180...180), let y = best(latitudes, -90...90), x.0.path != y.0.path else {
            return nil
        }
        return PointGuess(longitude: x.0, latitude: y.0, score: min(x.1, y.1))
    }
}
