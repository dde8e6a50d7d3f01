import Model

/// A stretch of text: in the page, or, once it had to be changed, in the batch's arena.
struct Piece {
    var start: Int
    var end: Int
    var isInArena = false

    @inline(__always) var isEmpty: Bool { start >= end }
    @inline(__always) var range: Range<Int> { start..<end }
}

/// Maps the records of one page.
struct PageMapper {
    let plan: MappingPlan
    let shape: RecordShape
    let view: PageView
    var batch: MappedBatch
    /// The current row of each scope.
    var rows: [Int]
    /// The row that each entity made of the current record, or -1.
    var targetRows: [Int]
    /// The first value of each entity's current row.
    var bases: [Int]
    /// The first value of the row that is being made.
    var base = 0
    /// The `let:` names of the current record, once they were asked for.
    var bindings: [ExprValue?]
    /// The items of the lambdas that are being worked out, the innermost last.
    var locals: [ExprValue] = []
    /// How often a lambda was worked out for the current record.
    var steps = 0
    var scratch: [UInt8] = []
    /// The values of a row before its fields are filled.
    private let nulls: [MappedValue]
    /// Why the row that was just given up could not be accepted.
    var rejection: MappedBatch.Rejection?
    var halt: MappingHalt?

    init(plan: MappingPlan, shape: RecordShape, view: PageView, batch: MappedBatch) {
        self.plan = plan
        self.shape = shape
        self.view = view
        self.batch = batch
        rows = Array(repeating: 0, count: shape.scopes.count)
        targetRows = Array(repeating: -1, count: plan.targets.count)
        bases = Array(repeating: 0, count: plan.targets.count)
        bindings = Array(repeating: nil, count: plan.bindings.count)
        nulls = Array(repeating: .null, count: plan.targets.map(\.columns).max() ?? 0)
    }

    /// Where the batch's arrays ended, so that a bundle or child can be taken back.
    private struct Mark {
        let rows: Int
        let values: Int
        let arena: Int
        let flags: Int
        let rejections: Int
    }

    private var mark: Mark {
        Mark(
            rows: batch.rows.count, values: batch.values.count, arena: batch.arena.count, flags: batch.flags.count,
            rejections: batch.rejections.count)
    }

    private mutating func takeBack(to mark: Mark) {
        batch.rows.removeLast(batch.rows.count - mark.rows)
        batch.values.removeLast(batch.values.count - mark.values)
        batch.arena.removeLast(batch.arena.count - mark.arena)
        batch.flags.removeLast(batch.flags.count - mark.flags)
        batch.rejections.removeLast(batch.rejections.count - mark.rejections)
    }

    /// Maps one record; its outcome and rows are added to the batch.
    mutating func map(record: Int) {
        rows[0] = record
        steps = 0
        if !bindings.isEmpty { for index in bindings.indices { bindings[index] = nil } }
        let mark = mark
        let outcome = bundle(record)
        if outcome != .mapped { takeBack(to: mark) }
        if outcome == .rejected, let rejection {
            batch.rejections.append(rejection)
            self.rejection = nil
        }
        batch.outcomes.append(outcome)
        batch.rowStarts.append(Int32(truncatingIfNeeded: batch.rows.count))
    }

    private mutating func bundle(_ record: Int) -> MappedBatch.Outcome {
        for (index, rule) in plan.rules.enumerated() {
            do throws(RecordFault) {
                if try !evaluate(rule.condition).isTrue { return .filtered(rule: index) }
            } catch {
                reject(error, whole: true, line: rule.line, column: rule.column)
                return .rejected
            }
        }
        for target in plan.targets.indices { (targetRows[target], bases[target]) = (-1, -1) }
        for root in plan.roots {
            guard map(target: root, parent: -1, isWhole: true) else { return .rejected }
        }
        return plan.assertions.isEmpty || holdsAssertions() ? .mapped : .rejected
    }

    /// Makes the row of an entity and of all below it; false if it was given up, with the reason in `rejection`.
    private mutating func map(target index: Int, parent: Int, isWhole: Bool) -> Bool {
        targetRows[index] = -1
        bases[index] = -1
        do throws(RecordFault) {
            // Read in place: a copy of the whole entity would count references for every row.
            if let when = plan.targets[index].when, try !evaluate(when).isTrue { return true }
        } catch {
            let target = plan.targets[index]
            reject(error, whole: isWhole, entity: target.entityName, line: target.line, column: target.fileColumn)
            return false
        }
        let mark = mark
        let first = batch.values.count
        batch.values.append(contentsOf: nulls[..<plan.targets[index].columns])
        (bases[index], base) = (first, first)
        for op in plan.targets[index].fields {
            if !map(plan.ops[op]) {
                rejection?.isWhole = isWhole
                takeBack(to: mark)
                return false
            }
        }
        if plan.targets[index].isReference, lacksKey(plan.targets[index], first) {
            // It refers to nothing; what lies below it hangs on what lies above.
            takeBack(to: mark)
            bases[index] = -1
            for child in plan.targets[index].children where halt == nil { map(child: child, parent: parent) }
            return halt == nil
        }
        let row = batch.rows.count
        batch.rows.append(
            MappedBatch.Row(
                entity: plan.targets[index].entity, record: rows[0], parent: parent, firstValue: first, target: index,
                isReference: plan.targets[index].isReference))
        targetRows[index] = row
        for child in plan.targets[index].children where halt == nil { map(child: child, parent: row) }
        return halt == nil
    }

    private func lacksKey(_ target: TargetPlan, _ first: Int) -> Bool {
        target.keyColumns.contains { batch.values[first + $0].kind == .null }
            && target.otherNames.allSatisfy { batch.values[first + $0].kind == .null }
    }

    private mutating func map(child index: Int, parent: Int) {
        let target = plan.targets[index]
        guard target.isEach, let above = shape.scopes[target.scope].parent else {
            hold(map(target: index, parent: parent, isWhole: false))
            return
        }
        for row in view.rows(of: target.scope, below: rows[above]) where halt == nil {
            rows[target.scope] = row
            hold(map(target: index, parent: parent, isWhole: false))
        }
        targetRows[index] = -1
    }

    /// A child that was given up is held alone.
    private mutating func hold(_ isMapped: Bool) {
        guard !isMapped, halt == nil, let held = rejection else { return }
        batch.rejections.append(held)
        rejection = nil
    }

    private mutating func holdsAssertions() -> Bool {
        for assertion in plan.assertions {
            var fault = RecordFault(code: "R2106", message: "the check fails: \(assertion.name)")
            do throws(RecordFault) {
                if try evaluate(assertion.condition).isTrue { continue }
            } catch {
                fault = error
            }
            if assertion.isWarning {
                if let root = plan.roots.first(where: { targetRows[$0] >= 0 }) {
                    let row = targetRows[root]
                    batch.flags.append(
                        MappedBatch.Flag(row: row, field: "", code: fault.code, value: assertion.name))
                }
                continue
            }
            reject(fault, whole: true, line: assertion.line, column: assertion.column)
            return false
        }
        return true
    }

    mutating func reject(
        _ fault: RecordFault, whole: Bool, entity: String = "", path: String = "", line: Int, column: Int
    ) {
        rejection = MappedBatch.Rejection(
            record: rows[0], isWhole: whole, code: fault.code, message: fault.message, target: entity, path: path,
            line: line, column: column, value: fault.value)
    }
}
