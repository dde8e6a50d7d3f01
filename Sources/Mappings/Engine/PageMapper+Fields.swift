import Model

extension PageMapper {
    /// Fills one field of the current row; false if the row must be given up.
    @inline(__always)
    mutating func map(_ op: FieldOp) -> Bool {
        do throws(RecordFault) {
            if op.flags.contains(.isSpecial) {
                try mapSpecial(op)
            } else {
                try mapSlot(op)
            }
            return true
        } catch {
            return settle(error, op)
        }
    }

    @inline(__always)
    private mutating func mapSlot(_ op: FieldOp) throws(RecordFault) {
        let slice = view.field(op.slot, row: rows[op.slot.scope])
        guard slice.isPresent else { return try finishEmpty(op) }
        if slice.kind == .container { throw faultOfContainer(slice) }
        let start = Int(slice.offset)
        try mapPiece(Piece(start: start, end: start &+ slice.length), op)
    }

    /// From the text of a value on: clean, null_if, codes or type, check.
    mutating func mapPiece(_ given: Piece, _ op: FieldOp) throws(RecordFault) {
        guard let piece = tidied(given, op) else { return try finishEmpty(op) }
        if op.flags.contains(.hasCodes) {
            try storeCode(piece, op)
        } else {
            try store(piece, op)
        }
        if op.flags.contains(.hasChecks) { try check(piece, op) }
    }

    /// The text after clean and null_if; nil when nothing is left of it.
    @inline(__always)
    mutating func tidied(_ given: Piece, _ op: FieldOp) -> Piece? {
        if given.isEmpty { return nil }
        var piece = op.flags.contains(.trims) ? trimmed(given) : given
        if op.flags.contains(.cleans), !piece.isEmpty { piece = cleaned(piece, op) }
        if piece.isEmpty { return nil }
        return op.flags.contains(.hasNullIf) && isNothing(piece, op) ? nil : piece
    }

    /// No value: the default, or nothing, unless the field is required.
    mutating func finishEmpty(_ op: FieldOp) throws(RecordFault) {
        if op.flags.contains(.hasDefault), let fallback = plan.details[op.detail].parts.fallback {
            store(fallback, op)
        } else if op.flags.contains(.isRequired) {
            throw RecordFault(code: "R2101", message: "a value is missing")
        }
    }

    @inline(__always)
    private func trimmed(_ piece: Piece) -> Piece {
        var piece = piece
        let (first, last) =
            piece.isInArena
            ? (batch.arena[piece.start], batch.arena[piece.end - 1])
            : unsafe (view.bytes[piece.start], view.bytes[piece.end - 1])
        // Nearly every value: neither end can be part of a blank.
        let isPlain = first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
        if isPlain { return piece }
        let kept = reading(piece) { Blanks.trimmed($0) }
        piece.end = piece.start + kept.upperBound
        piece.start += kept.lowerBound
        return piece
    }

    /// The text after the cleaning steps, in the arena; the text itself if no step would change it.
    private mutating func cleaned(_ piece: Piece, _ op: FieldOp) -> Piece {
        let detail = plan.details[op.detail]
        guard CleaningNeed.isThere(detail.parts.cleaners, reading(piece) { CleaningNeed($0) }) else { return piece }
        var start = piece.start
        if !piece.isInArena || piece.end != batch.arena.count { start = copyToArena(piece) }
        batch.arena.removeLast(batch.arena.count - (start + piece.end - piece.start))
        for cleaner in detail.parts.cleaners { cleaner.apply(&batch.arena, start) }
        let result = Piece(start: start, end: batch.arena.count, isInArena: true)
        return op.flags.contains(.trims) && !result.isEmpty ? trimmed(result) : result
    }

    mutating func copyToArena(_ piece: Piece) -> Int {
        let start = batch.arena.count
        if piece.isInArena {
            batch.arena.append(contentsOf: batch.arena[piece.range])
        } else {
            unsafe batch.arena.append(contentsOf: UnsafeBufferPointer(rebasing: view.bytes[piece.range]))
        }
        return start
    }

    private func isNothing(_ piece: Piece, _ op: FieldOp) -> Bool {
        let count = piece.end - piece.start
        for text in plan.details[op.detail].parts.nullIf where text.count == count {
            if reading(piece, { Self.equal($0, text.span) }) { return true }
        }
        return false
    }

    private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }

    /// Runs `body` on the bytes of a piece.
    @inline(__always)
    func reading<Result, Fault: Error>(
        _ piece: Piece, _ body: (Span<UInt8>) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        if piece.isInArena { return try body(batch.arena.span.extracting(piece.range)) }
        return try unsafe body(view.bytes.span.extracting(piece.range))
    }

    /// A piece as text, for messages.
    func text(_ piece: Piece) -> String {
        reading(piece) { span in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(min(span.count, 400))
            for index in 0..<min(span.count, 400) { bytes.append(span[index]) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func faultOfContainer(_ slice: FieldSlice) -> RecordFault {
        let shown = RecordFault.cut(text(Piece(start: slice.range.lowerBound, end: slice.range.upperBound)))
        return RecordFault(
            code: "R2102", message: "a list or object where a single value belongs: \(shown)", value: shown)
    }
}

/// What bytes a text has that a cleaning step could change; nearly all texts have none, and are not copied.
struct CleaningNeed {
    private(set) var small = false
    private(set) var capital = false
    private(set) var comma = false
    private(set) var other = false
    private(set) var blank = false

    init(_ text: Span<UInt8>) {
        for index in 0..<text.count {
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): small = true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): capital = true
            case UInt8(ascii: ","): comma = true
            case 0...0x20: blank = true
            case 0x80...: other = true
            default: break
            }
        }
    }

    static func isThere(_ cleaners: [Cleaner], _ need: CleaningNeed) -> Bool {
        for cleaner in cleaners {
            switch cleaner.name {
            case "upper": if need.small || need.other { return true }
            case "lower": if need.capital || need.other { return true }
            case "remove_commas": if need.comma || need.other { return true }
            case "halfwidth": if need.other { return true }
            case "collapse_spaces": if need.blank || need.other { return true }
            default: return true
            }
        }
        return false
    }
}
