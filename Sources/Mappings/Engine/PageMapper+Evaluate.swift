import Model

extension PageMapper {
    /// Works out an expression for the current record and row.
    mutating func evaluate(_ node: ExprNode) throws(RecordFault) -> ExprValue {
        switch node {
        case .constant(let value): return value
        case .source(let slot): return source(slot)
        case .binding(let index):
            if let known = bindings[index] { return known }
            let value = try evaluate(plan.bindings[index])
            bindings[index] = value
            return value
        case .field(let target, let column, let type): return field(target, column, type)
        case .not(let operand): return .bool(try !evaluate(operand).isTrue)
        case .negative(let operand):
            switch try evaluate(operand) {
            case .number(let number): return .number(number.negated)
            case .duration(let milliseconds): return .duration(-milliseconds)
            default: return .null
            }
        case .binary(let sign, let left, let right): return try binary(sign, left, right)
        case .list(let items):
            var values: [ExprValue] = []
            for item in items { values.append(try evaluate(item)) }
            return .list(values)
        case .conditional(let condition, let first, let second):
            return try evaluate(try evaluate(condition).isTrue ? first : second)
        case .match(let subject, let arms): return try match(try evaluate(subject), arms)
        case .call(let operation, let arguments): return try call(operation, arguments)
        case .local(let distance): return locals[locals.count - 1 - distance]
        case .each(let step, let list, let body): return try each(step, try evaluate(list), body)
        case .eachRow(let step, let item, let scopes, let body): return try each(step, item, scopes, body)
        case .sources(let slot, let scopes):
            return .list(itemRows(scopes[...]).map { source(slot, row: $0) })
        }
    }

    private func source(_ slot: SlotRef) -> ExprValue { source(slot, row: rows[slot.scope]) }

    func source(_ slot: SlotRef, row: Int) -> ExprValue {
        let slice = view.field(slot, row: row)
        guard slice.isPresent else { return .null }
        let piece = Piece(start: slice.range.lowerBound, end: slice.range.upperBound)
        return .text(
            reading(piece) { span in unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
            })
    }

    /// A field that was mapped before.
    private func field(_ target: Int, _ column: Int, _ type: ExprType) -> ExprValue {
        let isOpen = bases[target] == base && targetRows[target] < 0
        guard bases[target] >= 0, isOpen || targetRows[target] >= 0, bases[target] + column < batch.values.count else {
            return .null
        }
        let value = batch.values[bases[target] + column]
        switch value.kind {
        case .null, .key, .row, .reference: return .null
        case .text: return .text(String(decoding: batch.arena[value.range], as: UTF8.self))
        case .list:
            return .list(
                (ListText.items(Array(batch.arena[value.range])) ?? []).map {
                    .text(String(decoding: $0, as: UTF8.self))
                })
        case .bool: return .bool(value.payload != 0)
        case .integer: return (try? DecimalValue(value.payload)).map { .number($0) } ?? .null
        case .date: return CivilDate(daysSinceEpoch: Int(value.payload)).map { .date($0) } ?? .null
        case .datetime: return .datetime(Instant(milliseconds: value.payload))
        case .decimal:
            guard type == .point else { return value.decimal.map { .number($0) } ?? .null }
            let latitude = batch.values[bases[target] + column + 1].double
            return .point(Coordinate(longitude: value.double, latitude: latitude))
        }
    }

    private mutating func match(
        _ subject: ExprValue, _ arms: [(pattern: ExprNode?, result: ExprNode)]
    ) throws(RecordFault) -> ExprValue {
        for arm in arms {
            guard let pattern = arm.pattern else { return try evaluate(arm.result) }
            if try evaluate(pattern) == subject { return try evaluate(arm.result) }
        }
        let shown = RecordFault.cut(subject.shown)
        throw RecordFault(code: "R2110", message: "no arm of `match` fits \"\(shown)\"", value: shown)
    }

    private mutating func call(_ operation: ExprOperation, _ arguments: [ExprNode]) throws(RecordFault) -> ExprValue {
        var values: [ExprValue] = []
        values.reserveCapacity(arguments.count)
        for argument in arguments {
            let value = try evaluate(argument)
            if value.isNull, !operation.takesNull { return .null }
            values.append(value)
        }
        let result = try operation.apply(values)
        // A text that is joined with itself over and over would grow without end.
        if case .text(let text) = result, text.utf8.count > Self.longestText {
            throw RecordFault(code: "R2110", message: "no result: a text of more than \(Self.longestText) bytes")
        }
        return result
    }

    private mutating func binary(
        _ sign: ExpressionSyntax.Operator, _ left: ExprNode, _ right: ExprNode
    ) throws(RecordFault) -> ExprValue {
        let first = try evaluate(left)
        switch sign {
        case .and: return first.isTrue ? .bool(try evaluate(right).isTrue) : .bool(false)
        case .or: return first.isTrue ? .bool(true) : .bool(try evaluate(right).isTrue)
        case .otherwise: return first.isNull ? try evaluate(right) : first
        default: break
        }
        let second = try evaluate(right)
        switch sign {
        case .equal: return .bool(first == second)
        case .unequal: return .bool(first != second)
        case .less: return .bool(first.compared(to: second).map { $0 < 0 } ?? false)
        case .lessOrEqual: return .bool(first.compared(to: second).map { $0 <= 0 } ?? false)
        case .greater: return .bool(first.compared(to: second).map { $0 > 0 } ?? false)
        case .greaterOrEqual: return .bool(first.compared(to: second).map { $0 >= 0 } ?? false)
        case .isIn:
            guard case .list(let items) = second else { return .bool(false) }
            return .bool(items.contains(first))
        default: return try arithmetic(sign, first, second)
        }
    }

    private func arithmetic(
        _ sign: ExpressionSyntax.Operator, _ left: ExprValue, _ right: ExprValue
    ) throws(RecordFault) -> ExprValue {
        guard case .number(let a) = left, case .number(let b) = right else {
            return try TimeArithmetic.result(sign, left, right)
        }
        return try ExprFunction.arithmetic { () throws(DecimalFault) in
            switch sign {
            case .add: try a.adding(b)
            case .subtract: try a.subtracting(b)
            case .multiply: try a.multiplied(by: b)
            default: try a.divided(by: b)
            }
        }
    }
}
