import Feeds

/// GeoJSON (RFC 7946): longitude and latitude in WGS 84, whose axes and, to a decimetre, coordinates are CGCS2000's too. A record
/// without a place, and every record of an entity that has none, is a feature without geometry (section 3.2).
final class FeatureSnapshot: SnapshotBody {
    private let file: DraftFile
    /// The places of longitude and latitude among the columns.
    private let place: (lon: Int, lat: Int)?
    private var isFirst = true

    init(_ entity: CompiledFeedEntity, _ moment: SnapshotMoment, _ file: DraftFile) throws {
        self.file = file
        place = Self.place(entity)
        try file.append(
            #"{"type":"FeatureCollection","feed":"\#(moment.feed)","entity":"\#(entity.name)","seq":\#(moment.seq),"#
                + #""at":"\#(moment.at)","cursor":"\#(moment.cursor)","features":["#)
    }

    /// The columns of the entity's place, as queries by a box have them.
    private static func place(_ entity: CompiledFeedEntity) -> (lon: Int, lat: Int)? {
        let placed = PlacedColumns(entity)
        func index(_ quoted: [UInt8]?) -> Int? {
            entity.columns.firstIndex { column in
                quoted.map { $0.dropFirst().dropLast().elementsEqual(column.name.utf8) } ?? false
            }
        }
        guard let lon = index(placed.lon), let lat = index(placed.lat) else { return nil }
        return (lon, lat)
    }

    func append(_ line: StoredLine) throws {
        try file.append(isFirst ? Self.first : Self.next)
        isFirst = false
        try file.append(line.bytes[line.envelope[StoredLine.id]])
        try file.append(Self.rev)
        try file.append(line.bytes[line.envelope[StoredLine.rev]])
        if let place, !line.isNull(line.values[place.lon]), !line.isNull(line.values[place.lat]) {
            try file.append(Self.point)
            try file.append(line.bytes[line.values[place.lon]])
            try file.append(CollectionOfOne(UInt8(ascii: ",")))
            try file.append(line.bytes[line.values[place.lat]])
            try file.append(Self.pointEnd)
        } else {
            try file.append(Self.nowhere)
        }
        try file.append(line.bytes[line.record])
        try file.append(CollectionOfOne(UInt8(ascii: "}")))
    }

    private static let first = Array("\n{\"type\":\"Feature\",\"id\":".utf8)
    private static let next = Array(",\n{\"type\":\"Feature\",\"id\":".utf8)
    private static let rev = Array(",\"rev\":".utf8)
    private static let point = Array(",\"geometry\":{\"type\":\"Point\",\"coordinates\":[".utf8)
    private static let pointEnd = Array("]},\"properties\":".utf8)
    private static let nowhere = Array(",\"geometry\":null,\"properties\":".utf8)

    func finish(count: Int64) throws -> SnapshotSeal {
        try file.append(isFirst ? "]}\n" : "\n]}\n")
        return try file.sealed()
    }
}
