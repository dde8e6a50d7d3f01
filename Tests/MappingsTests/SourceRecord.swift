import Model

@testable import Mappings

/// A source record as a test writes it.
indirect enum SourceRecord: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
    case text(String)
    case number(String)
    case null
    case object([String: SourceRecord])
    case list([SourceRecord])

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(String(value)) }
    init(floatLiteral value: Double) { self = .number(String(value)) }
    init(nilLiteral: ()) { self = .null }
    init(dictionaryLiteral elements: (String, SourceRecord)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
    init(arrayLiteral elements: SourceRecord...) { self = .list(elements) }

    /// The value at a path of JSON, or the member of the name for other kinds.
    func value(at path: String, _ kind: PathKind) -> SourceRecord? {
        guard kind == .json else { return member(path) }
        var scanner = SourcePathScanner(Array(path.unicodeScalars))
        guard let steps = try? scanner.path().steps else { return nil }
        return steps.reduce(self) { found, step in
            switch step {
            case .name(let name): found?.member(name)
            case .index(let index): found?.items[safe: index]
            case .all: nil
            }
        }
    }

    private func member(_ name: String) -> SourceRecord? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var items: [SourceRecord] { if case .list(let items) = self { items } else { [] } }

    var json: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .number(let number): number
        case .null: "null"
        case .object(let members): "{" + members.map { "\"\($0)\":\($1.json)" }.joined(separator: ",") + "}"
        case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
        }
    }
}

extension Array {
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// Lays records out as a page, as a connector's decoder does.
struct PageMaker {
    private let shape: RecordShape
    private let kind: PathKind
    private var page: RecordPage

    static func page(_ records: [SourceRecord], for mapping: CompiledMapping) -> RecordPage {
        var maker = PageMaker(shape: mapping.shape, kind: mapping.pathKind)
        for (index, record) in records.enumerated() {
            maker.add(record)
            maker.page.places.append(RecordPage.Place(offset: 0, length: 0, item: index + 1))
        }
        return maker.page
    }

    private init(shape: RecordShape, kind: PathKind) {
        self.shape = shape
        self.kind = kind
        page = RecordPage(shape: shape)
        for index in shape.scopes.indices.dropFirst() { page.scopes[index].starts = [0] }
    }

    private mutating func add(_ record: SourceRecord, scope: Int = 0) {
        for path in shape.scopes[scope].paths {
            page.scopes[scope].fields.append(slice(record.value(at: path, kind)))
        }
        page.scopes[scope].rowCount += 1
        for (index, child) in shape.scopes.enumerated() where child.parent == scope {
            let list = child.each.map { kind == .json ? String($0.dropLast(3)) : $0 } ?? ""
            for item in record.value(at: list, kind)?.items ?? [] { add(item, scope: index) }
            page.scopes[index].starts.append(UInt32(page.scopes[index].rowCount))
        }
    }

    private mutating func slice(_ value: SourceRecord?) -> FieldSlice {
        guard let value else { return .missing }
        switch value {
        case .null: return .null
        case .text(let text): return append(text, .text)
        case .number(let number): return append(number, .number)
        case .object, .list: return append(value.json, .container)
        }
    }

    private mutating func append(_ text: String, _ kind: FieldSlice.Kind) -> FieldSlice {
        let offset = page.bytes.count
        page.bytes += Array(text.utf8)
        return FieldSlice(kind, offset: offset, length: text.utf8.count)
    }
}
