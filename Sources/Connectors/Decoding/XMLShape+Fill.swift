import Model
import XML

extension XMLShape {
    /// A page's child scopes before the first record.
    func begin(_ page: inout RecordPage) {
        for index in scopes.indices where scopes[index].each != nil { page.scopes[index].starts = [0] }
    }

    /// Adds the row of `node` to `scope`, and its lists to the scopes inside.
    func fill(
        _ page: inout RecordPage, from source: XMLPage, node: XMLNode, scope: Int
    ) throws(XPathError) {
        for path in scopes[scope].paths {
            page.scopes[scope].fields.append(try slice(path, from: source, node: node, to: &page.bytes))
        }
        page.scopes[scope].rowCount += 1
        for child in scopes[scope].children {
            if let each = scopes[child].each {
                for item in try source.nodes(for: each, from: node) {
                    try fill(&page, from: source, node: item, scope: child)
                }
            }
            page.scopes[child].starts.append(UInt32(truncatingIfNeeded: page.scopes[child].rowCount))
        }
    }

    private func slice(
        _ path: XPathExpression, from source: XMLPage, node: XMLNode, to bytes: inout [UInt8]
    ) throws(XPathError) -> FieldSlice {
        switch try source.evaluate(path, from: node) {
        case .nodes(let found):
            guard let first = found.first else { return .missing }
            return try slice(of: first, in: source, to: &bytes)
        case .text(let text): return Self.append(text, .text, to: &bytes)
        case .boolean(let flag): return Self.append(flag ? "true" : "false", .bool, to: &bytes)
        case .number: return Self.append(try source.firstText(for: path, from: node) ?? "", .number, to: &bytes)
        }
    }

    private func slice(
        of node: XMLNode, in source: XMLPage, to bytes: inout [UInt8]
    ) throws(XPathError) -> FieldSlice {
        if !source.children(of: node).isEmpty {
            let start = bytes.count
            bytes.append(contentsOf: source.serialized(node))
            return FieldSlice(.container, offset: start, length: bytes.count - start)
        }
        let range = source.appendText(of: node, to: &bytes)
        if range.isEmpty, let isNil = try source.firstText(for: nilAttribute, from: node),
            isNil == "true" || isNil == "1"
        {
            return .null
        }
        return FieldSlice(.text, offset: range.lowerBound, length: range.count)
    }

    private static func append(_ text: String, _ kind: FieldSlice.Kind, to bytes: inout [UInt8]) -> FieldSlice {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return FieldSlice(kind, offset: start, length: bytes.count - start)
    }
}
