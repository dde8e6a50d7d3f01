import Foundation
import Model
import TextEncoding

/// A file that is being read, on one thread at a time: the connector's own queue.
final class OpenFile: @unchecked Sendable {
    let entry: FolderEntry
    private let reading: any FileReading
    private let lock = NSLock()
    private var now: FilePlace

    struct Pulled: Sendable {
        var page: RecordPage
        var place: FilePlace
        var isLast: Bool
        var prologue: [UInt8]
    }

    init(
        _ entry: FolderEntry, path: String, place: FilePlace, rule: FolderRule, plan: RecordPlan, limits: LimitRules
    ) throws(ConnectorError) {
        self.entry = entry
        now = place
        switch rule.format {
        case .csv:
            reading = try CSVFileReader(
                path: path, place: place, options: rule.csv, plan: plan, pageSize: rule.pageSize)
        case .ndjson:
            reading = try LinesFileReader(
                path: path, place: place, plan: plan, pageSize: rule.pageSize, maxRecord: limits.maxRecord)
        case .json:
            let decoder = try JSONRecordDecoder(plan.shape, records: rule.records, maxBody: limits.maxBody)
            reading = try DocumentFileReader(
                path: path, place: place, decoder: decoder, encoding: rule.csv.encoding, maxBody: limits.maxBody)
        case .xml:
            let decoder = try XMLRecordDecoder(
                plan.shape, records: rule.records, namespaces: rule.namespaces,
                encoding: rule.csv.encoding.name, maxBody: limits.maxBody)
            reading = try DocumentFileReader(
                path: path, place: place, decoder: decoder, encoding: nil, maxBody: limits.maxBody)
        }
    }

    /// How far the file has been read.
    var place: FilePlace { lock.withLock { now } }

    func next() throws(ConnectorError) -> Pulled {
        let (page, isLast) = try reading.next()
        let place = reading.place
        lock.withLock { now = place }
        return Pulled(page: page, place: place, isLast: isLast, prologue: reading.prologue)
    }
}

extension FileEncoding {
    /// The encoding's name, if it is stated.
    var name: String? {
        if case .named(let encoding) = self { encoding.name } else { nil }
    }
}
