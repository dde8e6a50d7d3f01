import Model

extension PageMapper {
    /// Checks the value that was just stored.
    mutating func check(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        let detail = plan.details[op.detail]
        let value = batch.values[base + op.column]
        guard value.kind != .null, op.type != .point else { return }
        if let range = detail.parts.range, value.kind == .decimal || value.kind == .integer {
            let number = value.kind == .integer ? Double(value.payload) : value.double
            if !range.contains(number) {
                throw RecordFault(
                    code: "R2107", message: "\(number) is outside of \(range.lowerBound) to \(range.upperBound)",
                    value: shown(value))
            }
        }
        for check in detail.parts.checks { try run(check, value) }
    }

    private func run(_ check: CheckPlan, _ value: MappedValue) throws(RecordFault) {
        switch check {
        case .identifier(let check):
            guard value.kind == .text, let fault = check.fault(batch.arena.span.extracting(value.range)) else { return }
            let shown = RecordFault.cut(shown(value))
            throw RecordFault(code: "R2106", message: "not a sound \(check.name): \(fault): \"\(shown)\"", value: shown)
        case .range(let least, let most, let words):
            guard let number = value.kind == .integer ? try? DecimalValue(value.payload) : value.decimal else { return }
            if (least.map { number < $0 } ?? false) || (most.map { number > $0 } ?? false) {
                throw RecordFault(code: "R2106", message: "\(number) is outside of \(words)", value: number.description)
            }
        case .region: return
        }
    }

    private func shown(_ value: MappedValue) -> String {
        switch value.kind {
        case .integer: String(value.payload)
        case .decimal: value.decimal?.description ?? ""
        default: value.isInArena ? String(decoding: batch.arena[value.range], as: UTF8.self) : ""
        }
    }

    /// Does what the field says of a value that cannot be used; false if the row must be given up.
    mutating func settle(_ fault: RecordFault, _ op: FieldOp) -> Bool {
        let detail = plan.details[op.detail]
        var policy = detail.parts.onFail
        if fault.code == "R2105", detail.parts.unknown != .quarantine {
            policy = detail.parts.unknown == .keepAndFlag ? .keepAndFlag : .nullAndFlag
        }
        switch policy {
        case .quarantine: return giveUp(fault, detail)
        case .failRun:
            _ = giveUp(fault, detail)
            if let rejection { halt = MappingHalt(rejection: rejection) }
            return false
        case .useDefault:
            if let fallback = detail.parts.fallback { store(fallback, op) }
        case .nullAndFlag: clear(op)
        case .keepAndFlag:
            keep(detail, op)
            // A code that no table has may still have the wrong form.
            if fault.code == "R2105", let failed = failedCheck(op) { return settle(failed, op) }
        }
        if op.flags.contains(.isRequired), batch.values[base + op.column].kind == .null { return giveUp(fault, detail) }
        let value = fault.value.isEmpty ? RecordFault.cut(sourceText(detail)) : fault.value
        batch.flags.append(
            MappedBatch.Flag(row: batch.rows.count, field: detail.parts.name, code: fault.code, value: value))
        return true
    }

    private mutating func failedCheck(_ op: FieldOp) -> RecordFault? {
        guard op.flags.contains(.hasChecks) else { return nil }
        do throws(RecordFault) {
            try check(Piece(start: 0, end: 0, isInArena: true), op)
            return nil
        } catch {
            return error
        }
    }

    private mutating func clear(_ op: FieldOp) {
        set(.null, op)
        if op.type == .point { batch.values[base + op.column + 1] = .null }
    }

    /// Keeps a value that failed its check; else the source's text, where the field can hold text.
    private mutating func keep(_ detail: FieldPlan, _ op: FieldOp) {
        guard batch.values[base + op.column].kind == .null, op.type == .text || op.type == .code else { return }
        let text = Array(sourceText(detail).utf8)
        guard !text.isEmpty else { return }
        set(.text(offset: batch.arena.count, length: text.count), op)
        batch.arena += text
    }

    private mutating func giveUp(_ fault: RecordFault, _ detail: FieldPlan) -> Bool {
        let parts = detail.parts
        reject(
            fault, whole: true, entity: parts.entity + "." + parts.name, path: sourcePath(detail), line: parts.line,
            column: parts.fileColumn)
        return false
    }

    /// What the source wrote, blanks at the ends removed.
    private mutating func sourceText(_ detail: FieldPlan) -> String {
        switch detail.parts.origin {
        case .slots(let slots):
            for slot in slots {
                let slice = view.field(slot, row: rows[slot.scope])
                guard slice.isPresent, slice.length > 0 else { continue }
                let piece = Piece(start: slice.range.lowerBound, end: slice.range.upperBound)
                return reading(piece) { span in
                    var bytes: [UInt8] = []
                    for index in Blanks.trimmed(span) { bytes.append(span[index]) }
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
            return ""
        case .expression(let node, _):
            guard let value = try? evaluate(node) else { return "" }
            return value.shown
        default: return ""
        }
    }

    /// The source path of a field with the positions of its lists.
    private func sourcePath(_ detail: FieldPlan) -> String {
        guard case .slots(let slots) = detail.parts.origin, let slot = slots.first else { return detail.parts.path }
        let path = shape.scopes[slot.scope].paths[slot.slot]
        return join(place(of: slot.scope), path)
    }

    /// The path of the current row of a scope.
    private func place(of scope: Int) -> String {
        guard let parent = shape.scopes[scope].parent, let each = shape.scopes[scope].each else { return "" }
        let first = view.rows(of: scope, below: rows[parent]).lowerBound
        let item = rows[scope] - first
        guard each.hasSuffix("[*]") else { return join(place(of: parent), "\(each)[\(item + 1)]") }
        return join(place(of: parent), each.dropLast(3) + "[\(item)]")
    }

    private func join(_ above: String, _ path: String) -> String {
        if above.isEmpty { return path }
        return path.hasPrefix("$") ? above + path.dropFirst() : above + "/" + path
    }
}
