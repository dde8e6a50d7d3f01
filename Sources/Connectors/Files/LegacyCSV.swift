import CSV
import Model
import TextEncoding

/// Turns scanned records of an encoding other than UTF-8 into pages of UTF-8.
///
/// The commas, quotes and line ends of GB 18030 and Big5 are single bytes that are no part of other characters, so the
/// file is scanned as it is and its byte offsets stay true. Then each record is decoded, and the page of UTF-8 is scanned
/// again for its fields.
final class LegacyCSV {
    private let decoder: TextDecoder
    private let format: CSVFormat
    private let columns: Int
    private let batch = CSVBatch()

    init(_ encoding: CharacterEncoding, _ format: CSVFormat, columns: Int) throws(ConnectorError) {
        let isSafe = !encoding.name.hasPrefix("utf") && format.delimiter != .pipe
        guard isSafe || encoding == .utf8 else {
            throw ConnectorError(
                .settings, code: "bad_encoding",
                message: "CSV files in \(encoding.name) with this delimiter cannot be read; export them as UTF-8")
        }
        do throws(UnknownEncodingError) { decoder = try TextDecoder(encoding, policy: .replace) } catch {
            throw ConnectorError(.settings, code: "bad_encoding", message: "\(error)")
        }
        self.format = format
        self.columns = columns
    }

    /// The page of the records and problems of `source`, which was scanned from `bytes`.
    func page(_ shape: RecordShape, _ table: CSVColumns, bytes: [UInt8], batch source: CSVBatch) -> RecordPage {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3 / 2)
        var good: [CSVRecord] = []
        var faults: [(fault: RecordFault, record: Int, line: Int, raw: ArraySlice<UInt8>, message: String)] = []
        for record in source.records {
            let start = text.count
            let before = decoder.replacements
            decode(bytes[record.range], into: &text)
            if decoder.replacements == before {
                text.append(0x0A)
                good.append(record)
            } else {
                text.removeLast(text.count - start)
                let message = "bytes that are no \(decoder.encoding.name)"
                faults.append((.encoding, record.number, record.line, bytes[record.range], message))
            }
        }
        var reader = CSVReader(format, columns: columns)
        _ = unsafe text.withUnsafeBytes { unsafe reader.scan($0, isLast: true, into: batch) }
        var page = CSVPageFilling.page(shape, table, bytes: text, batch: batch)
        for (index, record) in good.enumerated() where index < page.places.count {
            page.places[index].item = UInt32(truncatingIfNeeded: record.number)
            page.places[index].line = UInt32(truncatingIfNeeded: record.line)
        }
        for fault in faults {
            let place = keep(fault.raw, &page, record: fault.record, line: fault.line)
            page.faults.append(fault.fault.at(place, fault.message))
        }
        for problem in source.problems {
            var raw: [UInt8] = []
            decode(bytes[problem.range].prefix(1 << 16), into: &raw)
            let place = keep(raw[...], &page, record: problem.record, line: problem.line)
            page.faults.append(CSVPageFilling.fault(problem, place: place))
        }
        return page
    }

    private func decode(_ raw: ArraySlice<UInt8>, into text: inout [UInt8]) {
        unsafe raw.withUnsafeBytes { bytes in
            // The policy is to replace: nothing is thrown.
            _ = unsafe try? decoder.decode(bytes, isLast: true, into: &text)
        }
    }

    private func keep(
        _ raw: ArraySlice<UInt8>, _ page: inout RecordPage, record: Int, line: Int
    ) -> RecordPage.Place {
        let place = RecordPage.Place(offset: page.bytes.count, length: raw.count, item: record, line: line)
        page.bytes.append(contentsOf: raw)
        return place
    }
}
