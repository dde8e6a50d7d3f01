import JSON
import Model

extension JSONShape {
    /// Adds a record, or its fault when a value stands where a list should be.
    ///
    /// - Parameter shift: where the document's bytes start in the page's.
    func add(
        _ node: JSONNode, of document: JSONDocument, at place: RecordPage.Place, to page: inout RecordPage, shift: Int
    ) {
        guard document.kind(of: node) == .object else {
            return page.faults.append(RecordFault.notAnObject.at(place, ""))
        }
        guard let wrong = fill(&page, from: document, node: node, scope: 0, shift: shift) else {
            return page.places.append(place)
        }
        removeLast(&page, scope: 0, rows: page.scopes[0].rowCount - 1)
        let path = scopes[wrong].each?.path.text ?? ""
        page.faults.append(RecordFault.notAList.at(place, "`\(path)` is a single value, and a list is read there"))
    }

    /// Adds the row of `node` to `scope`, and its lists to the scopes inside.
    ///
    /// - Returns: a scope that has a value in place of its list; nil when all is well.
    private func fill(
        _ page: inout RecordPage, from document: JSONDocument, node: JSONNode, scope: Int, shift: Int
    ) -> Int? {
        for path in scopes[scope].paths {
            let found = path.select(document, from: node)
            page.scopes[scope].fields.append(found.map { Self.slice($0, in: document, shift: shift) } ?? .missing)
        }
        page.scopes[scope].rowCount += 1
        var wrong: Int?
        for child in scopes[scope].children {
            wrong = fillList(&page, from: document, node: node, scope: child, shift: shift) ?? wrong
            page.scopes[child].starts.append(UInt32(truncatingIfNeeded: page.scopes[child].rowCount))
        }
        return wrong
    }

    private func fillList(
        _ page: inout RecordPage, from document: JSONDocument, node: JSONNode, scope: Int, shift: Int
    ) -> Int? {
        guard let each = scopes[scope].each?.path else { return nil }
        var wrong: Int?
        guard each.isSingular else {
            each.forEach(document, from: node) {
                wrong = fill(&page, from: document, node: $0, scope: scope, shift: shift) ?? wrong
            }
            return wrong
        }
        guard let found = each.select(document, from: node) else { return nil }
        switch document.kind(of: found) {
        case .null: return nil
        case .array:
            for item in document.children(of: found) {
                wrong = fill(&page, from: document, node: item, scope: scope, shift: shift) ?? wrong
            }
            return wrong
        case .object: return fill(&page, from: document, node: found, scope: scope, shift: shift)
        // Some write a list without items so.
        case .string where document.text(of: found).count == 0: return nil
        default: return scope
        }
    }

    /// Takes back the rows of `scope` from number `rows` on, and those inside them.
    private func removeLast(_ page: inout RecordPage, scope: Int, rows: Int) {
        for child in scopes[scope].children {
            removeLast(&page, scope: child, rows: Int(page.scopes[child].starts[rows]))
            page.scopes[child].starts.removeLast(page.scopes[child].starts.count - rows - 1)
        }
        let count = page.scopes[scope].rowCount - rows
        page.scopes[scope].fields.removeLast(count * page.scopes[scope].slotCount)
        page.scopes[scope].rowCount = rows
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
