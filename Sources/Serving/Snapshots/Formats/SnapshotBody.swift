import Crypto
import Feeds

/// The moment of a feed that a snapshot shows, as the file itself tells it.
struct SnapshotMoment: Sendable {
    let feed: String
    let seq: Int64
    /// Where `changes` goes on behind it.
    let cursor: String
    /// When it was, as RFC 3339 writes it.
    let at: String
}

/// What a finished file is.
struct SnapshotSeal {
    var size: Int64
    var sha256: SHA256Digest
    var sm3: [UInt8]
}

/// Writes records to a file in some format, one after the other, in memory that does not grow with them.
protocol SnapshotBody: AnyObject {
    /// Appends the record of a line.
    func append(_ line: StoredLine) throws
    /// Ends the file.
    func finish(count: Int64) throws -> SnapshotSeal
}

extension SnapshotFormat {
    /// Begins a file of that format in a folder.
    func body(
        _ feed: ServedFeed, _ entity: CompiledFeedEntity, _ moment: SnapshotMoment, in folder: String, reserve: Int64
    ) throws -> any SnapshotBody {
        if self == .xlsx { return try WorkbookSnapshot(entity, moment, in: folder, reserve: reserve) }
        let file = try DraftFile("data", in: folder, reserve: reserve)
        switch self {
        case .ndjson: return LineSnapshot(feed, moment, file)
        case .csv, .rawCSV: return try TableSnapshot(entity, isRaw: self == .rawCSV, file)
        case .geojson: return try FeatureSnapshot(entity, moment, file)
        case .xml, .xlsx: return try XMLSnapshot(entity, moment, file)
        }
    }
}

extension DraftFile {
    func sealed() throws -> SnapshotSeal {
        let (sha256, sm3) = try finish()
        return SnapshotSeal(size: size, sha256: sha256, sm3: sm3)
    }
}
