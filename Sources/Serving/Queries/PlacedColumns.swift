import Feeds
import Model

/// The columns of an entity, in one feed, that say where and when: the first pair of `lon` and `lat`, and the column that the
/// schema calls the time, or else the first date or time in the feed's order. Only what the feed shows counts: a rounded place is where the feed says.
struct PlacedColumns: Sendable {
    /// Where and when a record is.
    struct Place: Sendable {
        /// Degrees; not a number where there are none.
        var lon = Double.nan
        var lat = Double.nan
        /// Milliseconds since 1970; nil as the least number.
        var time = Int64.min

        /// Whether it lies in a box and a time; what has none lies in no box, and in no time.
        func lies(in box: QueriedBox?, _ range: TimeRange?) -> Bool {
            if let box, lon.isNaN || !box.contains(lon: lon, lat: lat) { return false }
            if let range, time == .min || !range.contains(time) { return false }
            return true
        }
    }

    /// The places of longitude and latitude among the columns; nil for an entity without a place, or whose place the feed does not show
    /// as degrees.
    let lon: Int?
    let lat: Int?
    /// The place of the column that says when.
    let time: Int?
    /// Its name.
    let timeName: String?

    init(_ entity: CompiledFeedEntity) {
        let open = entity.columns.filter { column in
            switch column.mask {
            case .keep, .round: true
            default: false
            }
        }
        let names = open.map(\.name)
        func place(_ name: String?) -> Int? { entity.columns.firstIndex { $0.name == name } }
        let stem = names.first { $0.hasSuffix("lon") && names.contains($0.dropLast(3) + "lat") }?.dropLast(3)
        lon = place(stem.map { $0 + "lon" })
        lat = place(stem.map { $0 + "lat" })
        let stated = open.first { $0.name == entity.time?.name }
        timeName = (stated ?? open.first { $0.type == .datetime || $0.type == .date })?.name
        time = place(timeName)
    }

    var hasPlace: Bool { lon != nil }

    /// Where and when a stored line's record is.
    func place(of line: StoredLine) -> Place {
        var place = Place()
        if let lon = lon.flatMap({ Self.number($0, line) }), let lat = lat.flatMap({ Self.number($0, line) }) {
            (place.lon, place.lat) = (lon, lat)
        }
        guard let time, line.isText(line.values[time]) else { return place }
        let text = Array(line.bytes[line.values[time].dropFirst().dropLast()])
        for pattern in Self.patterns {
            guard let instant = try? pattern.instant(text.span, zone: .utc) else { continue }
            place.time = instant.milliseconds
            break
        }
        return place
    }

    private static func number(_ place: Int, _ line: StoredLine) -> Double? {
        let value = line.values[place]
        return line.isNull(value) ? nil : Double(String(decoding: line.bytes[value], as: UTF8.self))
    }

    private static let patterns = ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd"].compactMap { try? DatePattern($0) }
}
