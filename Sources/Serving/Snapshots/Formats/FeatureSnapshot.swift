import Feeds

/// GeoJSON: the features that ``FeatureWriter`` makes, one a line.
final class FeatureSnapshot: SnapshotBody {
    private let file: DraftFile
    private let writer: FeatureWriter
    private var feature: [UInt8] = []
    private var isFirst = true

    init(_ entity: CompiledFeedEntity, _ moment: SnapshotMoment, _ file: DraftFile) throws {
        self.file = file
        writer = FeatureWriter(entity)
        try file.append(
            #"{"type":"FeatureCollection","feed":"\#(moment.feed)","entity":"\#(entity.name)","seq":\#(moment.seq),"#
                + #""at":"\#(moment.at)","cursor":"\#(moment.cursor)","features":["#)
    }

    func append(_ line: StoredLine) throws {
        feature.removeAll(keepingCapacity: true)
        if !isFirst { feature.append(UInt8(ascii: ",")) }
        isFirst = false
        feature.append(UInt8(ascii: "\n"))
        writer.appendOpen(line, to: &feature)
        feature.append(UInt8(ascii: "}"))
        try file.append(feature)
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        try file.append(isFirst ? "]}\n" : "\n]}\n")
        return try file.sealed()
    }
}
