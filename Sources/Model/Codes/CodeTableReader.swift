/// Turns the rows of a code table's file into entries.
struct CodeTableReader {
    /// The columns a file may have; the first two it must have.
    static let columns = ["code", "label_zh", "label_en", "aliases", "parent", "valid_from", "valid_to", "note"]

    private(set) var entries: [CodeEntry] = []
    private(set) var problems: [CodeTableProblem] = []
    private var places: [String: Int] = [:]
    private let datePattern: DatePattern?

    init() { datePattern = try? DatePattern("yyyy-MM-dd") }

    mutating func read(header: [String], rows: [(line: Int, cells: [String])], headerLine: Int) {
        for (place, name) in header.enumerated() {
            if !Self.columns.contains(name) {
                report(headerLine, .unknownColumn(name))
            } else if places.updateValue(place, forKey: name) != nil {
                report(headerLine, .repeatedColumn(name))
            }
        }
        for name in Self.columns.prefix(2) where places[name] == nil { report(headerLine, .missingColumn(name)) }
        guard places["code"] != nil else { return }
        for row in rows { read(row.cells, line: row.line, width: header.count) }
    }

    private mutating func report(_ line: Int, _ kind: CodeTableProblem.Kind) {
        problems.append(CodeTableProblem(line: line, kind: kind))
    }

    private mutating func read(_ cells: [String], line: Int, width: Int) {
        guard cells.count == width else { return report(line, .cells(expected: width, found: cells.count)) }
        func cell(_ name: String) -> String { places[name].map { Cleaner.trim(cells[$0]) } ?? "" }
        let code = cell("code")
        if code.isEmpty { return report(line, .empty("code")) }
        if cell("label_zh").isEmpty, places["label_zh"] != nil { report(line, .empty("label_zh")) }
        let from = date(cell("valid_from"), "valid_from", line)
        let to = date(cell("valid_to"), "valid_to", line)
        if let from, let to, to < from { report(line, .period) }
        let aliases = cell("aliases").split(separator: "|").map { Cleaner.trim(String($0)) }.filter { !$0.isEmpty }
        entries.append(
            CodeEntry(
                code: code, labelZh: cell("label_zh"), labelEn: cell("label_en"), aliases: aliases,
                parent: cell("parent").isEmpty ? nil : cell("parent"), validFrom: from, validTo: to,
                note: cell("note"), line: line))
    }

    private mutating func date(_ text: String, _ column: String, _ line: Int) -> CivilDate? {
        if text.isEmpty { return nil }
        do throws(DateFault) {
            return try datePattern?.date(text)
        } catch {
            report(line, .date(column, error))
            return nil
        }
    }
}
