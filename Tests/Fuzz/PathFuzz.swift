import JSON
import Model

@testable import Connectors
@testable import Mappings
@testable import XML

extension FuzzTarget {
    /// Paths of JSON, XML and columns, conditions and templates of connectors.
    static let paths = FuzzTarget(name: "paths", seeds: { FuzzSeeds.texts() }) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        try PathFuzz.json(text)
        try PathFuzz.mapping(text)
        try PathFuzz.xml(text)
        try PathFuzz.column(text)
        try PathFuzz.condition(text)
        try PathFuzz.template(text)
    }
}

enum PathFuzz {
    nonisolated(unsafe) private static let document: JSONDocument = {
        let document = JSONDocument()
        let text = #"{"a":{"b":[1,{"c":"长"},[2,3]]},"名 称":"x","rows":[{"v":1},{"v":2},{}],"":{"":null}}"#
        do { try document.parse(text) } catch { fatalError("\(error)") }
        return document
    }()

    /// A path leads to the first of the nodes that it leads to, and a mistake lies within the text.
    static func json(_ text: String) throws {
        let length = text.unicodeScalars.count
        switch Result(catching: { () throws(JSONPathError) in try JSONPath(text) }) {
        case .failure(let error):
            try hold(error.column >= 1 && error.column <= length + 1, "\(error) is not within \(text)")
        case .success(let path):
            var nodes: [JSONNode] = []
            unsafe path.forEach(document) { (node) throws(Never) in nodes.append(node) }
            try unsafe hold(path.select(document) == nodes.first, "not the first: \(text)")
            try hold(!path.isSingular || nodes.count <= 1, "many nodes of a singular path: \(text)")
        }
    }

    /// A path of a mapping is one that decoders understand, and what decoders are told is read as the same path.
    static func mapping(_ text: String) throws {
        let scalars = Array(text.unicodeScalars)
        var scanner = SourcePathScanner(scalars)
        switch Result(catching: { () throws(SourcePathScanner.Failure) in try scanner.path() }) {
        case .failure(let failure): try hold(failure.position <= scalars.count, "\(failure) is not within \(text)")
        case .success(let path):
            guard let told = path.text(for: .json) else { return }
            try hold((try? JSONPath(told)) != nil, "the decoder does not read \(told)")
            var again = SourcePathScanner(Array(told.unicodeScalars))
            var same = try again.path()
            same.levels = path.levels
            try hold(same == path, "another path: \(told)")
        }
    }

    private static let namespaces = ["w": "urn:waste", "m": "urn:m"]
    nonisolated(unsafe) private static let page: XMLPage = {
        let text = """
            <r xmlns:w="urn:waste" id="1"><w:a x="y">1</w:a><a>2<b>3</b></a><a/><名>长<!-- c --></名><l><v>1</v><v>2</v></l></r>
            """
        do { return try XMLPage(Array(text.utf8)) } catch { fatalError("\(error)") }
    }()

    /// A path that is walked gives what libxml2 gives, where that knows the letters: its XPath has fewer than its XML.
    static func xml(_ text: String) throws {
        guard let expression = try? XPathExpression(text, namespaces: namespaces) else {
            return try hold(validatePath(text, for: .xml(namespaces: namespaces)) != nil, "no reason: \(text)")
        }
        var buffer: [UInt8] = []
        let value = try? unsafe page.evaluate(expression, from: page.root)
        _ = try? unsafe page.appendFirstText(for: expression, from: page.root, to: &buffer)
        guard expression.steps != nil, let machine = try? XPathMachine(text, namespaces) else { return }
        let other = try unsafe machine.evaluate(page, page.root)
        try hold(value == other, "walked it gives another: \(text)")
    }

    /// A column's path is judged as it is read.
    static func column(_ text: String) throws {
        let isValid = validatePath(text, for: .table) == nil
        try hold(isValid == (ColumnPath.name(text) != nil), "judged otherwise than read: \(text)")
        for isList in [false, true] { _ = validatePath(text, for: .json, isList: isList) }
    }

    /// A condition decides for every value, and is told apart from its opposite; a mistake lies within the text.
    static func condition(_ text: String) throws {
        switch Result(catching: { () throws(ConditionError) in try Condition(text) }) {
        case .failure(let error):
            let length = text.unicodeScalars.count
            try hold(error.column >= 0 && error.column <= length, "\(error) is not within \(text)")
        case .success(let condition):
            for value in [nil, "", "0", "1e3", "9", "true", "长"] as [String?] {
                let values = [String?](repeating: value, count: condition.paths.count)
                let holds = condition.holds(values)
                guard let opposite = try? Condition("not (\(text))") else { continue }
                try hold(opposite.holds(values) != holds, "the opposite holds too: \(text)")
            }
            for path in condition.paths { try hold(!path.isEmpty, "an empty path: \(text)") }
            _ = condition.membership
        }
    }

    /// A template's parts are its text, and a value stands in it as its surroundings read it back.
    static func template(_ text: String) throws {
        let template = Template(text)
        let values = Dictionary(
            uniqueKeysWithValues: Template.Variable.allCases.map { ($0, "{" + $0.rawValue + "}") })
        try hold(template.filled(values) == text, "not its parts: \(text)")
        guard template.isOneVariable, let variable = template.variables.first else { return }
        let value = "a\"\\\n\u{1}<&>长"
        let json = "\"" + template.filled([variable: value], escaping: .json) + "\""
        let document = JSONDocument()
        try document.parse(json)
        try hold(document.string(of: document.text(of: .root)) == value, "not escaped: \(json)")
    }
}
