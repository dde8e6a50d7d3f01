import CSV
import Model

/// Decodes a CSV text of UTF-8 in one piece, its header first: what quarantine keeps.
struct CSVRecordDecoder: RecordDecoder {
    let plan: RecordPlan
    let format: CSVFormat
    let missing: ContractRules.Reaction

    func decode(_ body: [UInt8], name: String) throws(ConnectorError) -> RecordPage {
        let batch = CSVBatch()
        var reader = CSVReader(format)
        var names: [String] = []
        let header = unsafe body.withUnsafeBytes { bytes in
            let consumed = unsafe reader.scan(bytes, isLast: true, maxRecords: 1, into: batch)
            if let first = batch.records.first {
                names = (0..<first.fieldCount).map { unsafe batch.text(first, $0, in: bytes) }
            }
            return consumed
        }
        let columns = try CSVColumns(
            plan, names: names, reaction: missing, source: name,
            delimiter: format.delimiter.rawValue, encoding: "utf-8")
        reader.columns = names.count
        let rest = Array(body[header...])
        _ = unsafe rest.withUnsafeBytes { unsafe reader.scan($0, isLast: true, into: batch) }
        var page = CSVPageFilling.page(plan.shape, columns, bytes: rest, batch: batch)
        page.name = name
        for problem in batch.problems {
            let place = RecordPage.Place(
                offset: problem.range.lowerBound, length: problem.range.count, item: problem.record, line: problem.line)
            page.faults.append(CSVPageFilling.fault(problem, place: place))
        }
        CSVPageFilling.checkEncoding(&page, slots: columns.columns.count)
        return page
    }

    func joined(_ raws: [ArraySlice<UInt8>], prologue: [UInt8]) -> [UInt8]? {
        var body = prologue
        body.reserveCapacity(raws.reduce(prologue.count) { $0 + $1.count + 1 })
        for raw in raws {
            body.append(contentsOf: raw)
            body.append(0x0A)
        }
        return body
    }
}

extension RecordPlan {
    /// The slots that the connector file itself names.
    var roles: Set<Int> {
        Set(identity + [cursor, deleteFlag?.slot].compactMap { $0 })
    }
}
