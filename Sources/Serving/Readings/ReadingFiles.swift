import Foundation
import Storage

/// The files of time series of the hub's devices, as one thread of the server reads them. A file that is not there yet is looked
/// for again at the next request.
struct ReadingFiles {
    private let paths: [String]
    private var readers: [String: SeriesReader] = [:]

    init(_ paths: [String]) { self.paths = paths }

    /// The files that are there.
    mutating func all() throws -> [SeriesReader] {
        try paths.compactMap { path in
            if let known = readers[path] { return known }
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            let reader = try SeriesReader(path: path)
            readers[path] = reader
            return reader
        }
    }
}

/// The monitoring points that a feed shows, by their MN, with their ids.
struct ShownPoints {
    /// The feed and its head at which they were read.
    let feed: Int64
    let head: Int64
    let ids: [String: String]

    /// Reads them from the feed's lines. Inside a snapshot of the reader.
    init(_ feed: FeedHead, _ entity: Int64, _ reader: FeedReader) throws {
        self.feed = feed.id
        head = feed.head
        var ids: [String: String] = [:]
        var after: Int64? = 0
        while let row = after {
            after = try reader.records(of: feed, entity: entity, after: row, limit: 5_000) { line in
                let bytes = line.bytes
                let members = FlatJSON.members(of: bytes, in: bytes.indices)
                guard let id = members["id"], let record = members["record"],
                    let code = FlatJSON.members(of: bytes, in: record)["code"], bytes[code.lowerBound] == 0x22
                else { return }
                ids[FlatJSON.text(of: bytes, in: code)] = FlatJSON.text(of: bytes, in: id)
            }
        }
        self.ids = ids
    }
}
