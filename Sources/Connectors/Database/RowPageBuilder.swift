import Model
import ODBC
import TextEncoding

/// Makes record pages of database rows. The raw record is a JSON object of the row, so that it says itself what it is:
///
///     {"点位":"W01","值":1.230,"时间":null}
struct RowPageBuilder {
    private let shape: RecordShape
    private let keys: [[UInt8]]
    private let isNumeric: [Bool]
    private let slots: [Int]
    private let layout: UInt64
    private let unknown: [String]

    /// - Throws: `settings` when a wanted column is missing.
    init(
        _ plan: RecordPlan, columns: [ODBCColumn], missing: ContractRules.Reaction, source: String
    ) throws(ConnectorError) {
        let table = try CSVColumns(
            plan, names: columns.map(\.name), reaction: missing, source: source, delimiter: 0,
            encoding: "rows")
        shape = plan.shape
        slots = table.columns
        layout = table.layout
        unknown = table.unknown
        keys = columns.map { Array("\"\(Template.Escaping.json.escaped($0.name))\":".utf8) }
        isNumeric = columns.map { [.integer, .decimal, .floating].contains($0.kind) }
    }

    /// The page of these rows; the first has number `item`.
    func page(_ rows: ODBCRows, name: String, item: Int) -> RecordPage {
        var page = RecordPage(shape: shape)
        page.name = name
        page.layout = layout
        page.unknownFields = unknown
        page.missingColumns = slots.indices.filter { slots[$0] < 0 }
        page.bytes.reserveCapacity(rows.bytes.count * 2)
        var slices = [FieldSlice](repeating: .null, count: keys.count)
        for row in 0..<rows.count {
            let start = page.bytes.count
            let isSound = append(row, of: rows, to: &page.bytes, &slices)
            let place = RecordPage.Place(offset: start, length: page.bytes.count - start, item: item + row)
            guard isSound else {
                page.faults.append(
                    RecordFault.encoding.at(place, "a value is not UTF-8: set the driver's client encoding"))
                continue
            }
            page.places.append(place)
            moveEscaped(row, of: rows, to: &page.bytes, &slices)
            for column in slots { page.scopes[0].fields.append(column < 0 ? .missing : slices[column]) }
        }
        page.scopes[0].rowCount = page.places.count
        return page
    }

    /// Appends the row's object; false when a value is not text.
    private func append(_ row: Int, of rows: ODBCRows, to bytes: inout [UInt8], _ slices: inout [FieldSlice]) -> Bool {
        var isSound = true
        bytes.append(0x7B)
        for column in keys.indices {
            if column > 0 { bytes.append(0x2C) }
            bytes.append(contentsOf: keys[column])
            let cell = rows.cell(row, column)
            guard !cell.isNull else {
                bytes.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
                slices[column] = .null
                continue
            }
            let text = rows.bytes[cell.offset..<cell.offset + cell.count]
            if isNumeric[column], Self.isPlainNumber(text) {
                slices[column] = FieldSlice(.number, offset: bytes.count, length: cell.count)
                bytes.append(contentsOf: text)
                continue
            }
            let isText = unsafe text.withUnsafeBytes { unsafe UTF8Check($0).ending == .complete }
            if !isText { isSound = false }
            bytes.append(0x22)
            let start = bytes.count
            let isPlain = Self.appendEscaped(text, to: &bytes)
            slices[column] = isPlain ? FieldSlice(.text, offset: start, length: cell.count) : .missing
            bytes.append(0x22)
        }
        bytes.append(0x7D)
        return isSound
    }

    /// Puts values that needed escapes behind the object as they are.
    private func moveEscaped(_ row: Int, of rows: ODBCRows, to bytes: inout [UInt8], _ slices: inout [FieldSlice]) {
        for column in keys.indices where slices[column] == .missing {
            let cell = rows.cell(row, column)
            slices[column] = FieldSlice(.text, offset: bytes.count, length: cell.count)
            bytes.append(contentsOf: rows.bytes[cell.offset..<cell.offset + cell.count])
        }
    }

    private static func appendEscaped(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
        if text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            bytes.append(contentsOf: text)
            return true
        }
        bytes.append(contentsOf: Template.Escaping.json.escaped(String(decoding: text, as: UTF8.self)).utf8)
        return false
    }

    /// Digits with an optional minus and point, as JSON writes numbers.
    static func isPlainNumber(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.first == 0x2D ? text.dropFirst() : text
        guard let first = digits.first, (0x30...0x39).contains(first), let last = digits.last, last != 0x2E else {
            return false
        }
        if first == 0x30, digits.count > 1, digits[digits.startIndex + 1] != 0x2E { return false }
        return digits.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } && digits.count { $0 == 0x2E } <= 1
    }
}
