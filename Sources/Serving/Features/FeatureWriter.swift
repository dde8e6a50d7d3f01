import Feeds

/// Makes GeoJSON features (RFC 7946) of stored lines: longitude and latitude in WGS 84, whose axes and, to a decimetre, coordinates are
/// CGCS2000's too; every property present. A record without a place, and every record of an entity that has none, is a feature without
/// geometry (section 3.2).
struct FeatureWriter {
    /// The places of longitude and latitude among the columns.
    private let place: (lon: Int, lat: Int)?
    /// The columns that are shown, by their places, each with its key; nil for the record as it stands.
    private let fields: [(place: Int, key: [UInt8])]?

    /// - Parameter fields: the only properties; nil for all.
    init(_ entity: CompiledFeedEntity, fields: [String]? = nil) {
        let placed = PlacedColumns(entity)
        if let lon = placed.lon, let lat = placed.lat { place = (lon, lat) } else { place = nil }
        self.fields = fields?.compactMap { name in
            entity.columns.firstIndex { $0.name == name }.map { ($0, Array("\"\(name)\":".utf8)) }
        }
    }

    /// Appends a feature without its closing brace, so that links can follow.
    func appendOpen(_ line: StoredLine, to out: inout [UInt8]) {
        out += Self.start
        out += line.bytes[line.envelope[StoredLine.id]]
        out += Self.rev
        out += line.bytes[line.envelope[StoredLine.rev]]
        if let place, !line.isNull(line.values[place.lon]), !line.isNull(line.values[place.lat]) {
            out += Self.point
            out += line.bytes[line.values[place.lon]]
            out.append(UInt8(ascii: ","))
            out += line.bytes[line.values[place.lat]]
            out += Self.pointEnd
        } else {
            out += Self.nowhere
        }
        guard let fields else {
            out += line.bytes[line.record]
            return
        }
        out.append(UInt8(ascii: "{"))
        for (place, key) in fields where !line.values[place].isEmpty {
            if out.last != UInt8(ascii: "{") { out.append(UInt8(ascii: ",")) }
            out += key
            out += line.bytes[line.values[place]]
        }
        out.append(UInt8(ascii: "}"))
    }

    private static let start = Array("{\"type\":\"Feature\",\"id\":".utf8)
    private static let rev = Array(",\"rev\":".utf8)
    private static let point = Array(",\"geometry\":{\"type\":\"Point\",\"coordinates\":[".utf8)
    private static let pointEnd = Array("]},\"properties\":".utf8)
    private static let nowhere = Array(",\"geometry\":null,\"properties\":".utf8)
}
