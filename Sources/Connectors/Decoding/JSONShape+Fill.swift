import JSON
import Model

extension JSONShape {
    /// Adds the row of `node` to `scope`, and its lists to the scopes inside.
    ///
    /// - Parameter shift: where the document's bytes start in the page's.
    func fill(_ page: inout RecordPage, from document: JSONDocument, node: JSONNode, scope: Int, shift: Int) {
        for path in scopes[scope].paths {
            let found = path.select(document, from: node)
            page.scopes[scope].fields.append(found.map { Self.slice($0, in: document, shift: shift) } ?? .missing)
        }
        page.scopes[scope].rowCount += 1
        for child in scopes[scope].children {
            fillList(&page, from: document, node: node, scope: child, shift: shift)
            page.scopes[child].starts.append(UInt32(truncatingIfNeeded: page.scopes[child].rowCount))
        }
    }

    /// `each: $.list[*]` and `each: $.list` mean the same when the value is a list.
    private func fillList(
        _ page: inout RecordPage, from document: JSONDocument, node: JSONNode, scope: Int, shift: Int
    ) {
        guard let each = scopes[scope].each else { return }
        guard each.isSingular else {
            each.forEach(document, from: node) { fill(&page, from: document, node: $0, scope: scope, shift: shift) }
            return
        }
        guard let found = each.select(document, from: node) else { return }
        switch document.kind(of: found) {
        case .null: break
        case .array:
            for item in document.children(of: found) {
                fill(&page, from: document, node: item, scope: scope, shift: shift)
            }
        default: fill(&page, from: document, node: found, scope: scope, shift: shift)
        }
    }

    /// A page's child scopes before the first record.
    func begin(_ page: inout RecordPage) {
        for index in scopes.indices where scopes[index].each != nil { page.scopes[index].starts = [0] }
    }

    static func slice(_ node: JSONNode, in document: JSONDocument, shift: Int) -> FieldSlice {
        let kind: FieldSlice.Kind =
            switch document.kind(of: node) {
            case .null: .null
            case .false, .true: .bool
            case .number: .number
            case .string: .text
            case .array, .object: .container
            }
        if kind == .null { return .null }
        let text = document.text(of: node)
        return FieldSlice(kind, offset: text.offset + shift, length: text.count)
    }
}
