import Model

extension PageMapper {
    /// The longest text that a function may make, in bytes.
    static let longestText = 1_000_000
    /// How often lambdas may be worked out for one record: lists inside lists must not stop a run.
    static let mostSteps = 100_000

    /// Works out a lambda for the items of a list.
    mutating func each(_ step: ListStep, _ list: ExprValue, _ body: ExprNode) throws(RecordFault) -> ExprValue {
        guard case .list(let items) = list else { return .null }
        var made: [ExprValue] = []
        for item in items {
            steps += 1
            guard steps <= Self.mostSteps else {
                throw RecordFault(code: "R2110", message: "no result: more than \(Self.mostSteps) items of lists")
            }
            let value = try evaluate(body, with: item)
            switch step {
            case .map: made.append(value)
            case .filter: if value.isTrue { made.append(item) }
            case .any: if value.isTrue { return .bool(true) }
            case .all: if !value.isTrue { return .bool(false) }
            }
        }
        return step == .any ? .bool(false) : step == .all ? .bool(true) : .list(made)
    }

    private mutating func evaluate(_ body: ExprNode, with item: ExprValue) throws(RecordFault) -> ExprValue {
        locals.append(item)
        defer { locals.removeLast() }
        return try evaluate(body)
    }

    /// The values of all items of lists, one inside the other; missing ones are null.
    func sources(_ slot: SlotRef, _ scopes: ArraySlice<Int>, below row: Int? = nil) -> [ExprValue] {
        guard let scope = scopes.first, let parent = shape.scopes[scope].parent else {
            return row.map { [source(slot, row: $0)] } ?? []
        }
        var values: [ExprValue] = []
        for item in view.rows(of: scope, below: row ?? rows[parent]) {
            if scopes.count > 1 {
                values += sources(slot, scopes.dropFirst(), below: item)
            } else {
                values.append(source(slot, row: item))
            }
        }
        return values
    }
}
