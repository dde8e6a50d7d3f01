import CSV
import Model
import TextEncoding

/// Makes record pages of scanned CSV: the hot path of files.
///
/// The page's buffer is the page's bytes as they were read. Fields are slices of it; only fields with doubled quotes are
/// copied behind it. Nothing is allocated for a field.
enum CSVPageFilling {
    /// The page of the good records of `batch`, which was scanned from `bytes`.
    static func page(
        _ shape: RecordShape, _ columns: CSVColumns, bytes: consuming [UInt8], batch: CSVBatch
    ) -> RecordPage {
        var page = RecordPage(shape: shape)
        page.layout = columns.layout
        page.bytes = bytes
        let records = batch.records
        page.places.reserveCapacity(records.count)
        for record in records {
            page.places.append(
                RecordPage.Place(
                    offset: record.offset, length: record.length, item: record.number, line: record.line))
        }
        page.scopes[0].rowCount = records.count
        let escaped = fillFields(&page, columns.columns, batch, records)
        if escaped { moveEscaped(&page, columns.columns, batch, records) }
        return page
    }

    /// Fills the slots; true when some field needs its rewritten text.
    private static func fillFields(
        _ page: inout RecordPage, _ columns: [Int], _ batch: CSVBatch, _ records: [CSVRecord]
    ) -> Bool {
        let slots = columns.count
        let fields = unsafe batch.fields
        var escaped = false
        page.scopes[0].fields = unsafe [FieldSlice](unsafeUninitializedCapacity: records.count * slots) { out, count in
            var next = 0
            for record in records {
                for slot in 0..<slots {
                    let column = columns[slot]
                    var slice = FieldSlice.missing
                    if column >= 0, column < record.fieldCount {
                        let field = unsafe fields[record.firstField &+ column]
                        slice = FieldSlice(.text, offset: Int(field.offset), length: field.length)
                        if field.isUnescaped { escaped = true }
                    }
                    unsafe (out.baseAddress! + next).initialize(to: slice)
                    next &+= 1
                }
            }
            count = next
        }
        return escaped
    }

    /// Copies the fields whose doubled quotes were undoubled behind the page's bytes.
    private static func moveEscaped(
        _ page: inout RecordPage, _ columns: [Int], _ batch: CSVBatch, _ records: [CSVRecord]
    ) {
        let empty = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        for (row, record) in records.enumerated() {
            for (slot, column) in columns.enumerated() where column >= 0 && column < record.fieldCount {
                let field = batch.field(record, column)
                guard field.isUnescaped else { continue }
                let start = page.bytes.count
                unsafe page.bytes.append(contentsOf: batch.bytes(field, in: empty))
                page.scopes[0].fields[row * columns.count + slot] = FieldSlice(
                    .text, offset: start, length: field.length)
            }
        }
    }

    /// Moves records whose bytes are not UTF-8 to the faults.
    static func checkEncoding(_ page: inout RecordPage, slots: Int) {
        let isValid = unsafe page.bytes.withUnsafeBytes { unsafe UTF8Check($0).ending == .complete }
        if isValid { return }
        var kept: [RecordPage.Place] = []
        var fields: [FieldSlice] = []
        for (row, place) in page.places.enumerated() {
            let raw = page.raw(place)
            let check = unsafe raw.withUnsafeBytes { unsafe UTF8Check($0) }
            if check.ending == .complete {
                kept.append(place)
                fields.append(contentsOf: page.scopes[0].fields[row * slots..<(row + 1) * slots])
            } else {
                page.faults.append(
                    RecordFault.encoding.at(place, "byte \(check.validCount + 1) of the record is not UTF-8"))
            }
        }
        page.places = kept
        page.scopes[0].fields = fields
        page.scopes[0].rowCount = kept.count
    }

    /// The fault of a record that the reader could not read.
    static func fault(_ problem: CSVProblem, place: RecordPage.Place) -> RecordPage.Fault {
        let fault: RecordFault =
            switch problem.kind {
            case .unclosedQuote: .unclosedQuote
            case .textAfterQuote: .textAfterQuote
            case .nulByte: .nulByte
            // The limits of fields and records are one: a field that is too long makes its record so.
            case .fieldTooLong, .recordTooLong: .tooLong
            case .tooManyColumns, .columnCount: .columnCount
            }
        return fault.at(place, problem.kind.description)
    }
}
