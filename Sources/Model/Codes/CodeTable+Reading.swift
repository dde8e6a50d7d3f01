import CSV
public import Diagnostics
import YAML

extension CodeTable {
    /// Reads a code table's CSV file and tells what is wrong with it, row by row; rows at fault are left out.
    public static func read(name: String, bytes: [UInt8], into bag: DiagnosticBag) -> CodeTable? {
        let source = SourceFile(name: name, bytes: bytes)
        func report(_ line: Int, _ message: String) {
            let start = YAMLMark(offset: 0, line: line, column: 1)
            let end = YAMLMark(offset: 0, line: line, column: 1 + source.line(line).count)
            let place = FilePlace(file: source, range: YAMLRange(start: start, end: end))
            bag.add(Diagnostic(.invalidValue, message, at: place))
        }
        do {
            let csv = try CSVTable(bytes)
            for problem in csv.problems { report(problem.line, "\(problem)") }
            let table = String((name.split(separator: "/").last ?? "").prefix { $0 != "." })
            let built = build(
                name: table, header: csv.header.names, rows: csv.rows.map { (line: $0.line, cells: $0.cells) })
            for problem in built.problems { report(problem.line, "\(problem)") }
            return built.table
        } catch {
            report(1, "\(error)")
            return nil
        }
    }
}
