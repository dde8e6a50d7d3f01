import HTTPServer

/// A body of feed lines: stored bytes put one after the other, or made into a table.
struct LineBody: ~Copyable {
    private var bytes: ResponseBuffer
    private let format: LineFormat
    private var table: LineTable?
    private var isEmpty = true
    private let projection: LineProjection?

    /// - Parameter fields: the only columns of records; nil for all.
    init(_ format: LineFormat, _ feed: ServedFeed, entity: Int?, lines: Int, fields: [String]? = nil) {
        self.format = format
        projection = fields.map { LineProjection(fields: $0) }
        bytes = ResponseBuffer(capacity: min(lines, 500) * 400 + 512)
        switch format {
        case .ndjson: break
        case .json: bytes.append(UInt8(ascii: "["))
        case .csv, .rawCSV:
            table = LineTable(feed.compiled, entity: entity, fields: fields, guardsFormulas: format == .csv)
        }
    }

    /// Appends a stored line.
    mutating func append(_ line: RawSpan) {
        if let projection, format == .ndjson || format == .json {
            return unsafe write(projection.line(line).span.bytes)
        }
        write(line)
    }

    private mutating func write(_ line: RawSpan) {
        switch format {
        case .ndjson:
            bytes.append(line)
            bytes.append(UInt8(ascii: "\n"))
        case .json:
            if !isEmpty { bytes.append(",\n") }
            bytes.append(line)
        case .csv, .rawCSV: table?.append(line)
        }
        isEmpty = false
    }

    /// Ends a page of changes. A table has no end line: the same is in its headers.
    ///
    /// - Parameters:
    ///   - schema: the one that the lines follow.
    ///   - isNewSchema: whether the consumer has not heard of it yet.
    mutating func end(cursor: [UInt8], count: Int, more: Bool, schema: SchemaVersion, isNewSchema: Bool) {
        guard table == nil else { return }
        if format == .json, !isEmpty { bytes.append(",\n") }
        bytes.append(#"{"op":"end","cursor":""#)
        bytes.append(cursor)
        bytes.append(#"","count":"#)
        bytes.append(count)
        bytes.append(more ? #","more":true,"schema":""# : #","more":false,"schema":""#)
        bytes.append(schema.bytes)
        bytes.append(isNewSchema ? #"","schema_changed":true}"# : #""}"#)
        if format == .json { bytes.append(UInt8(ascii: "]")) }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Ends a list without a cursor.
    mutating func end() {
        if format == .json { bytes.append("]\n") }
    }

    consuming func take() -> ResponseBuffer {
        if let table { bytes.append(table.bytes) }
        return bytes
    }
}

extension ResponseBuffer {
    /// Appends a number that is not negative.
    mutating func append(_ number: Int) {
        if number > 9 { append(number / 10) }
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
