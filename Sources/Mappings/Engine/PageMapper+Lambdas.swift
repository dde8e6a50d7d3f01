import Model

/// What a list function has found so far.
private struct ListResult {
    let step: ListStep
    private var made: [ExprValue] = []
    private var isDecided = false

    init(_ step: ListStep) { self.step = step }

    /// Takes what the lambda gave for an item; true if the other items change nothing.
    mutating func take(_ value: ExprValue, of item: ExprValue) -> Bool {
        switch step {
        case .map: made.append(value)
        case .filter: if value.isTrue { made.append(item) }
        case .any: isDecided = value.isTrue
        case .all: isDecided = !value.isTrue
        }
        return isDecided
    }

    var value: ExprValue {
        switch step {
        case .map, .filter: .list(made)
        case .any: .bool(isDecided)
        case .all: .bool(!isDecided)
        }
    }
}

extension PageMapper {
    /// The longest text that a function may make, in bytes.
    static let longestText = 1_000_000
    /// How often lambdas may be worked out for one record: lists inside lists must not stop a run.
    static let mostSteps = 100_000

    /// Works out a lambda for the items of a list.
    mutating func each(_ step: ListStep, _ list: ExprValue, _ body: ExprNode) throws(RecordFault) -> ExprValue {
        guard case .list(let items) = list else { return .null }
        var result = ListResult(step)
        for item in items {
            try countStep()
            locals.append(item)
            defer { locals.removeLast() }
            if result.take(try evaluate(body), of: item) { break }
        }
        return result.value
    }

    /// Works out a lambda for the items of lists of the source, each of them the current row of its scope meanwhile.
    mutating func each(
        _ step: ListStep, _ item: SlotRef, _ scopes: [Int], _ body: ExprNode
    ) throws(RecordFault) -> ExprValue {
        var result = ListResult(step)
        let before = rows[item.scope]
        defer { rows[item.scope] = before }
        for row in itemRows(scopes[...]) {
            try countStep()
            rows[item.scope] = row
            let value = try evaluate(body)
            if result.take(value, of: step == .filter ? source(item, row: row) : .null) { break }
        }
        return result.value
    }

    private mutating func countStep() throws(RecordFault) {
        steps += 1
        guard steps <= Self.mostSteps else {
            throw RecordFault(code: "R2110", message: "no result: more than \(Self.mostSteps) items of lists")
        }
    }

    /// The rows of lists, one inside the other, below the current row of the first one's parent.
    func itemRows(_ scopes: ArraySlice<Int>, below row: Int? = nil) -> [Int] {
        guard let scope = scopes.first, let parent = shape.scopes[scope].parent else { return [] }
        let own = view.rows(of: scope, below: row ?? rows[parent])
        return scopes.count == 1 ? Array(own) : own.flatMap { itemRows(scopes.dropFirst(), below: $0) }
    }
}
