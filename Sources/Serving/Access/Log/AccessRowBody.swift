import CSV
import Crypto
import JSON
import Model
import Storage

/// A body of access log rows: lines, an array or a table, with the names and the order in which docs/access-log.md hashes them.
struct AccessRowBody {
    private static let columns = [
        "number", "at", "consumer", "key", "feed", "method", "path", "cursor_from", "cursor_to", "count", "bytes",
        "status",
        "purpose", "purpose_ref", "address", "request", "duration", "chain",
    ]
    /// What is told beside the rows.
    struct Facts {
        let log: String
        let consumer: String
        let page: AccessLogReader.Page
        let head: AccessHead?
        let anchor: AccessHead?
    }

    private let format: LineFormat
    private var json = JSONWriter()
    private var csv: CSVWriter

    init(_ format: LineFormat) {
        self.format = format
        csv = CSVWriter(byteOrderMark: format == .csv, guardsFormulas: format == .csv)
        switch format {
        case .ndjson: break
        case .json:
            json.beginObject()
            json.key("rows")
            json.beginArray()
        case .csv, .rawCSV:
            for name in Self.columns { csv.text(name) }
            csv.endRecord()
        }
    }

    mutating func append(_ row: AccessLogRow) {
        switch format {
        case .ndjson:
            Self.append(row, to: &json)
            json.endLine()
        case .json: Self.append(row, to: &json)
        case .csv, .rawCSV: appendRecord(row)
        }
    }

    /// The whole body. A table has no room for more than its rows: the rest is in headers, and the head in the other formats.
    consuming func take(_ facts: Facts) -> [UInt8] {
        switch format {
        case .csv, .rawCSV: return csv.bytes
        case .json: json.endArray()
        case .ndjson:
            json.beginObject()
            json.member("op", "end")
        }
        json.member("log", facts.log)
        json.member("consumer", facts.consumer)
        json.member("count", Int64(facts.page.rows.count))
        json.member("after", facts.page.position)
        json.key("more")
        json.bool(facts.page.hasMore)
        json.key("head")
        AccessHeadJSON.append(facts.head, to: &json)
        json.key("anchor")
        AccessHeadJSON.append(facts.anchor, to: &json)
        json.endObject()
        json.endLine()
        return json.bytes
    }

    private static func append(_ row: AccessLogRow, to json: inout JSONWriter) {
        let entry = row.entry
        json.beginObject()
        json.member("number", row.number)
        json.member("at", Instant(milliseconds: entry.at).description)
        json.member("consumer", entry.consumer)
        json.member("key", entry.key)
        json.member("feed", entry.feed)
        json.member("method", entry.method)
        json.member("path", entry.path)
        for (name, position) in [("cursor_from", entry.cursorFrom), ("cursor_to", entry.cursorTo)] {
            json.key(name)
            if let position { json.int(position) } else { json.null() }
        }
        json.member("count", Int64(entry.count))
        json.member("bytes", Int64(entry.bytes))
        json.member("status", Int64(entry.status))
        json.member("purpose", entry.purpose)
        json.member("purpose_ref", entry.purposeRef)
        json.member("address", entry.address)
        json.member("request", entry.request)
        json.member("duration", entry.duration)
        json.member("chain", Hex.encode(row.own))
        json.endObject()
    }

    private mutating func appendRecord(_ row: AccessLogRow) {
        let entry = row.entry
        csv.plain("\(row.number)")
        csv.plain(Instant(milliseconds: entry.at).description)
        for text in [entry.consumer, entry.key, entry.feed, entry.method, entry.path] { csv.text(text) }
        for position in [entry.cursorFrom, entry.cursorTo] {
            if let position { csv.plain("\(position)") } else { csv.empty() }
        }
        for number in [entry.count, entry.bytes, entry.status] { csv.plain("\(number)") }
        for text in [entry.purpose, entry.purposeRef, entry.address, entry.request] { csv.text(text) }
        csv.plain("\(entry.duration)")
        csv.plain(Hex.encode(row.own))
        csv.endRecord()
    }
}
