import Model

extension PageMapper {
    /// Fields whose value is not simply the text of one slot.
    mutating func mapSpecial(_ op: FieldOp) throws(RecordFault) {
        let detail = plan.details[op.detail]
        if let when = detail.parts.when, try !evaluate(when).isTrue { return try finishEmpty(op) }
        switch detail.parts.origin {
        case .slots(let slots): try mapFirst(slots, op)
        case .constant(let value): store(value, op)
        case .row(let target): try mapRow(target, op)
        case .point(let longitude, let latitude, let datum): try mapPoint(longitude, latitude, datum, op)
        case .expression(let node, _): try store(try evaluate(node), op)
        }
    }

    /// The first of several slots that has a value that is not blank.
    private mutating func mapFirst(_ slots: [SlotRef], _ op: FieldOp) throws(RecordFault) {
        for slot in slots {
            let slice = view.field(slot, row: rows[slot.scope])
            guard slice.isPresent else { continue }
            let piece = Piece(
                start: slice.range.lowerBound, end: slice.range.upperBound)
            if reading(piece, { Blanks.trimmed($0).isEmpty }) { continue }
            if op.type == .list { return try mapList(piece, isContainer: slice.kind == .container, op) }
            if slice.kind == .container { throw fault("R2102", "a list or object where a single value belongs", piece) }
            return try mapPiece(piece, op)
        }
        try finishEmpty(op)
    }

    private mutating func mapRow(_ target: Int, _ op: FieldOp) throws(RecordFault) {
        guard targetRows[target] >= 0 else { return try finishEmpty(op) }
        set(MappedValue(.row, payload: Int64(targetRows[target])), op)
    }

    private mutating func mapPoint(
        _ longitude: SlotRef, _ latitude: SlotRef, _ datum: Datum, _ op: FieldOp
    ) throws(RecordFault) {
        guard let first = piece(longitude, op), let second = piece(latitude, op) else { return try finishEmpty(op) }
        let (x, y) = (try degrees(first), try degrees(second))
        let place = Coordinate(longitude: x.doubleValue, latitude: y.doubleValue)
        if let fault = place.fault() {
            let shown = RecordFault.cut("\(text(first)), \(text(second))")
            throw RecordFault(code: "R2111", message: "not a point: \(fault): \(shown)", value: shown)
        }
        guard datum == .wgs84 || datum == .cgcs2000 else {
            return try store(place.converted(from: datum, to: .wgs84), op)
        }
        batch.values[base + op.column] = MappedValue(x)
        batch.values[base + op.column + 1] = MappedValue(y)
        try check(place, op)
    }

    private mutating func piece(_ slot: SlotRef, _ op: FieldOp) -> Piece? {
        let slice = view.field(slot, row: rows[slot.scope])
        guard slice.isPresent else { return nil }
        return tidied(Piece(start: slice.range.lowerBound, end: slice.range.upperBound), op)
    }

    private func degrees(_ piece: Piece) throws(RecordFault) -> DecimalValue {
        do throws(DecimalFault) {
            return try reading(piece) { (span) throws(DecimalFault) in try DecimalValue(span) }
        } catch {
            return try angle(piece)
        }
    }

    /// An angle such as `112°30′15″E`, to a billionth of a degree.
    private func angle(_ piece: Piece) throws(RecordFault) -> DecimalValue {
        let degrees = try? reading(piece) { (span) throws(CoordinateFault) in try AngleText.degrees(span) }
        guard let degrees, let number = try? DecimalValue(double: degrees) else {
            throw fault("R2111", "not an angle", piece)
        }
        return number.rounded(places: 9)
    }

    /// Stores a point that was worked out in its two columns, rounded to a centimetre, and checks it.
    mutating func store(_ place: Coordinate, _ op: FieldOp) throws(RecordFault) {
        guard let x = try? DecimalValue(double: place.longitude), let y = try? DecimalValue(double: place.latitude)
        else { throw RecordFault(code: "R2111", message: "not a point") }
        batch.values[base + op.column] = MappedValue(x.rounded(places: 7))
        batch.values[base + op.column + 1] = MappedValue(y.rounded(places: 7))
        try check(place, op)
    }

    private func check(_ place: Coordinate, _ op: FieldOp) throws(RecordFault) {
        guard op.flags.contains(.hasChecks) else { return }
        for case .region(let box) in plan.details[op.detail].parts.checks where !box.contains(place) {
            let shown = "\(place.longitude), \(place.latitude)"
            let why = place.fault(in: box)?.description ?? "outside of the region"
            throw RecordFault(code: "R2106", message: "\(why): \(shown)", value: shown)
        }
    }

    /// Stores the result of an expression. Text goes the way of source text: clean, null_if, type, codes, check.
    mutating func store(_ value: ExprValue, _ op: FieldOp) throws(RecordFault) {
        switch value {
        case .null: return try finishEmpty(op)
        case .text(let text):
            let start = batch.arena.count
            batch.arena.append(contentsOf: text.utf8)
            let piece = Piece(start: start, end: batch.arena.count, isInArena: true)
            if op.type == .list { return try mapList(piece, isContainer: false, op) }
            return try mapPiece(piece, op)
        case .point(let place): return try store(place, op)
        case .list(let items): set(store(list: items.filter { !$0.isNull }.map { Array($0.shown.utf8) }), op)
        case .bool(let bool): set(MappedValue(.bool, payload: bool ? 1 : 0), op)
        case .date(let date): set(MappedValue(date), op)
        case .datetime(let instant): set(MappedValue(.datetime, payload: instant.milliseconds), op)
        case .duration: throw RecordFault(code: "R2102", message: "a duration is no value of a field")
        case .number(let number): try store(number, op)
        }
        if op.flags.contains(.hasChecks) { try check(Piece(start: 0, end: 0, isInArena: true), op) }
    }

    private mutating func store(_ number: DecimalValue, _ op: FieldOp) throws(RecordFault) {
        guard op.type == .integer else {
            set(MappedValue(op.flags.contains(.hasUnit) ? try converted(number, op) : number), op)
            return
        }
        guard let whole = try? Int64(decimal: number.description) else {
            throw RecordFault(code: "R2102", message: "not a whole number: \(number)", value: number.description)
        }
        set(MappedValue(.integer, payload: whole), op)
    }
}
