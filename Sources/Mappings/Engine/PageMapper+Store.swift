import Model

extension PageMapper {
    @inline(__always)
    mutating func set(_ value: MappedValue, _ op: FieldOp) {
        batch.values[base &+ op.column] = value
    }

    /// Stores a piece as the field's type.
    @inline(__always)
    mutating func store(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        switch op.type {
        case .text, .code: try storeText(piece, op, .text)
        case .decimal: try storeDecimal(piece, op)
        case .date: try storeDate(piece, op)
        case .integer: try storeInteger(piece, op)
        case .datetime: try storeDateTime(piece, op)
        case .bool: try storeBool(piece, op)
        case .reference: try storeText(piece, op, .key)
        case .list: set(store(list: [Array(batch.arena[piece.range])]), op)
        case .point: throw RecordFault(code: "R2111", message: "not a point", value: RecordFault.cut(text(piece)))
        }
    }

    @inline(__always)
    mutating func storeText(_ piece: Piece, _ op: FieldOp, _ kind: MappedValue.Kind) throws(RecordFault) {
        let count = piece.end &- piece.start
        if count > op.longest { try checkLength(piece, op) }
        let start = piece.isInArena ? piece.start : copyToArena(piece)
        set(MappedValue(kind, payload: Int64(start), length: UInt32(truncatingIfNeeded: count)), op)
    }

    private func checkLength(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        let characters = reading(piece) { span in
            var count = 0
            for index in 0..<span.count where span[index] & 0xC0 != 0x80 { count += 1 }
            return count
        }
        guard characters > op.longest else { return }
        throw RecordFault(
            code: "R2107", message: "\(characters) characters, at most \(op.longest) are allowed",
            value: RecordFault.cut(text(piece)))
    }

    @inline(__always)
    private mutating func storeDecimal(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        var number: DecimalValue
        do throws(DecimalFault) {
            // Programs write small numbers as 3.89E-4, in tables too.
            number = try reading(piece) { (span) throws(DecimalFault) in try DecimalValue(span, options: .exponent) }
        } catch {
            throw fault("R2102", "not a number", piece)
        }
        if op.flags.contains(.hasUnit) { number = try converted(number, op) }
        set(MappedValue(number), op)
    }

    /// The number in the unit that the field is kept in.
    func converted(_ number: DecimalValue, _ op: FieldOp) throws(RecordFault) -> DecimalValue {
        let detail = plan.details[op.detail]
        var conversion = detail.parts.conversion
        if let choice = detail.parts.unitChoice { conversion = try self.conversion(choice) }
        guard let conversion else { return number }
        do throws(DecimalFault) { return try conversion(number) } catch {
            throw RecordFault(
                code: "R2107", message: "the converted number cannot be kept: \(error)", value: number.description)
        }
    }

    private func conversion(_ choice: UnitChoice) throws(RecordFault) -> UnitConversion {
        let slice = view.field(choice.slot, row: rows[choice.slot.scope])
        guard slice.isPresent, slice.length > 0 else {
            throw RecordFault(code: "R2104", message: "the unit is missing")
        }
        let piece = Piece(start: slice.range.lowerBound, end: slice.range.upperBound)
        var scratch: [UInt8] = []
        guard let unit = reading(piece, { choice.table.unit($0, scratch: &scratch) }) else {
            throw fault("R2104", "unit not known", piece)
        }
        if let conversion = choice.conversion(from: unit) { return conversion }
        let (from, to) = (choice.table[unit], choice.table[choice.target])
        throw RecordFault(
            code: "R2108", message: "\(from.code) (\(from.dimension)) cannot become \(to.code) (\(to.dimension))",
            value: RecordFault.cut(text(piece)))
    }

    private mutating func storeInteger(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        do throws(DecimalFault) {
            let number = try reading(piece) { (span) throws(DecimalFault) in try Int64(decimal: span) }
            set(MappedValue(.integer, payload: number), op)
        } catch {
            throw fault("R2102", "not a whole number", piece)
        }
    }

    private mutating func storeDate(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        for pattern in plan.details[op.detail].parts.patterns {
            do throws(DateFault) {
                let zone = pattern.epochUnit == nil ? TimeZoneRules.utc : plan.details[op.detail].parts.zone ?? .utc
                let day = try reading(piece) { (span) throws(DateFault) in try pattern.date(span, zone: zone) }
                set(MappedValue(day), op)
                return
            } catch { continue }
        }
        throw fault("R2103", "not a date in \(patterns(op))", piece)
    }

    private mutating func storeDateTime(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        let detail = plan.details[op.detail]
        let zone = detail.parts.zone ?? .utc
        for pattern in detail.parts.patterns {
            do throws(DateFault) {
                let instant = try reading(piece) { (span) throws(DateFault) in try pattern.instant(span, zone: zone) }
                set(MappedValue(.datetime, payload: instant.milliseconds), op)
                return
            } catch { continue }
        }
        throw fault("R2103", "not a date-time in \(patterns(op))", piece)
    }

    private func patterns(_ op: FieldOp) -> String {
        plan.details[op.detail].parts.patterns.map(\.source).joined(separator: " or ")
    }

    private mutating func storeBool(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        switch text(piece).lowercased() {
        case "true", "1", "是": set(MappedValue(.bool, payload: 1), op)
        case "false", "0", "否": set(MappedValue(.bool, payload: 0), op)
        default: throw fault("R2109", "not true or false", piece)
        }
    }

    mutating func storeCode(_ piece: Piece, _ op: FieldOp) throws(RecordFault) {
        guard let codes = plan.details[op.detail].parts.codes else { return }
        let day = op.flags.contains(.hasDay) ? try day(op) : nil
        var scratch = scratch
        self.scratch = []
        let index = reading(piece) { codes.find($0, at: day, scratch: &scratch) }
        self.scratch = scratch
        guard index >= 0 else { throw unknownCode(codes, day, piece) }
        store(codes.results[index], op)
    }

    func unknownCode(_ codes: CodeLookup, _ day: CivilDate?, _ piece: Piece) -> RecordFault {
        fault("R2105", "not a code of \(codes.names)" + (day.map { " on \($0)" } ?? ""), piece)
    }

    /// The day of `at:`; nil where the record has none, and then the latest row counts.
    mutating func day(_ op: FieldOp) throws(RecordFault) -> CivilDate? {
        guard let node = plan.details[op.detail].parts.day, case .date(let day) = try evaluate(node) else { return nil }
        return day
    }

    /// Stores a value that was known when the mapping was compiled.
    mutating func store(_ prepared: PreparedValue, _ op: FieldOp) {
        var value = prepared.value
        if value.isInArena {
            value.payload = Int64(batch.arena.count)
            batch.arena.append(contentsOf: prepared.bytes)
        }
        set(value, op)
    }

    func fault(_ code: String, _ message: String, _ piece: Piece) -> RecordFault {
        let shown = RecordFault.cut(text(piece))
        return RecordFault(code: code, message: "\(message): \"\(shown)\"", value: shown)
    }
}
