import CSV
import TextEncoding

/// The header of a CSV file, and where its first record starts.
struct CSVFileStart {
    let names: [String]
    let position: CSVPosition

    /// The largest header line in bytes.
    private static let longestHeader = 1 << 20

    init(
        _ file: ByteFile, options: CSVFileOptions, encoding: CharacterEncoding, name: String
    ) throws(ConnectorError) {
        if let columns = options.columns {
            names = columns
            position = CSVPosition()
            return
        }
        let head = try file.read(at: 0, count: Self.longestHeader)
        var reader = CSVReader(options.format)
        let batch = CSVBatch()
        let fields = unsafe head.withUnsafeBytes { bytes -> [[UInt8]]? in
            _ = unsafe reader.scan(bytes, isLast: head.count == file.size, maxRecords: 1, into: batch)
            guard let first = batch.records.first else { return nil }
            return (0..<first.fieldCount).map { unsafe Array(batch.bytes(batch.field(first, $0), in: bytes)) }
        }
        guard let fields else {
            // An empty file has no columns, and no records that would miss them.
            guard file.size > 0 else { throw Self.unreadable(name, "it is empty: not even a header line") }
            throw Self.unreadable(name, batch.problems.first?.description ?? "the header line has no end")
        }
        names = try Self.texts(fields, encoding, name)
        position = reader.position
        do throws(CSVHeaderError) { _ = try CSVHeader(names) } catch { throw Self.unreadable(name, "\(error)") }
    }

    private static func texts(
        _ fields: [[UInt8]], _ encoding: CharacterEncoding, _ name: String
    ) throws(ConnectorError) -> [String] {
        var names: [String] = []
        for field in fields {
            do {
                var text: [UInt8] = []
                try TextDecoder(encoding).decode(field, isLast: true, into: &text)
                names.append(String(decoding: text, as: UTF8.self))
            } catch {
                throw unreadable(name, "\(error); is `encoding:` right?")
            }
        }
        return names
    }

    private static func unreadable(_ name: String, _ reason: String) -> ConnectorError {
        ConnectorError(.unexpected, code: "bad_header", message: "the header of \(name) cannot be read: \(reason)")
    }
}
