import CSV
import JSON
import XML

/// What a sample file is: how a connector would be told to read it.
public struct SampleFile: Equatable, Sendable {
    /// `csv`, `json`, `ndjson` or `xml`.
    public var format: String
    /// Where the records lie in a document; nil where the file holds nothing else.
    public var records: String?
    /// The delimiter of a CSV, if it is not the comma.
    public var delimiter: String?

    /// The formats there are.
    public static let formats = ["csv", "json", "ndjson", "xml"]

    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - name: the file's name; its ending says the format unless `format` does.
    ///   - bytes: the file, or for tables and lines the beginning of it.
    public init(name: String, bytes: [UInt8], format: String? = nil, records: String? = nil) {
        self.format = format ?? Self.format(name, bytes)
        self.records = records
        switch self.format {
        case "csv": delimiter = Self.delimiter(bytes)
        case "json": self.records = records ?? Self.jsonRecords(bytes)
        case "xml": self.records = records ?? Self.xmlRecords(bytes)
        default: break
        }
    }

    private static func format(_ name: String, _ bytes: [UInt8]) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if formats.contains(ending) { return ending }
        if ["jsonl", "jsonlines"].contains(ending) { return "ndjson" }
        if ending == "geojson" { return "json" }
        switch bytes.first(where: { ![0x20, 0x0A, 0x0D, 0x09, 0xEF, 0xBB, 0xBF].contains($0) }) {
        case 0x7B, 0x5B: return "json"
        case 0x3C: return "xml"
        default: return "csv"
        }
    }

    private static func delimiter(_ bytes: [UInt8]) -> String? {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let counts = CSVDelimiter.allCases.map { delimiter in (delimiter, line.count { $0 == delimiter.rawValue }) }
        guard let best = counts.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
        switch best.0 {
        case .comma: return nil
        case .semicolon: return ";"
        case .tab: return "tab"
        case .pipe: return "|"
        }
    }

    /// The longest list of objects, at most six steps deep.
    private static func jsonRecords(_ bytes: [UInt8]) -> String? {
        let document = JSONDocument()
        guard (try? document.parse(bytes)) != nil, document.kind(of: .root) == .object else { return nil }
        var best: (path: String, count: Int)?
        var open: [(node: JSONNode, path: String, depth: Int)] = [(.root, "$", 0)]
        while let (node, path, depth) = open.popLast() {
            for child in document.children(of: node) {
                let next = SampleForm.json.path(path, document.string(of: document.key(of: child)))
                switch document.kind(of: child) {
                case .object where depth < 6: open.append((child, next, depth + 1))
                case .array:
                    let isList = document.children(of: child).contains { document.kind(of: $0) == .object }
                    let count = document.childCount(of: child)
                    if isList, count > best?.count ?? 0 { best = (next + "[*]", count) }
                default: break
                }
            }
        }
        return best.flatMap { $0.count > 1 ? $0.path : nil }
    }

    /// The elements of one name that stand most often beside each other, if there are several.
    private static func xmlRecords(_ bytes: [UInt8]) -> String? {
        guard let page = try? XMLPage(bytes, options: XMLOptions(ignoresNamespaces: true)) else { return nil }
        var best: (path: String, count: Int)?
        var open = [(page.root, "/" + page.localName(of: page.root), 0)]
        while let (node, path, depth) = open.popLast() {
            let groups = Dictionary(grouping: page.children(of: node)) { page.localName(of: $0) }
            for (name, nodes) in groups {
                if nodes.count > best?.count ?? 1, nodes.contains(where: { !page.children(of: $0).isEmpty }) {
                    best = (path + "/" + name, nodes.count)
                }
                if depth < 6, nodes.count == 1 { open.append((nodes[0], path + "/" + name, depth + 1)) }
            }
        }
        return best?.path
    }
}
