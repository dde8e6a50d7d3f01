/// Makes names of any language into what is compared. One reader is used for many names: it keeps its buffers.
struct NameReader {
    private var folded: [UInt32] = []
    private var chinese = ChineseNameReader()
    private var english = EnglishNameReader()
    /// How much units tell that are seen often.
    let commonness: UnitCommonness

    init(commonness: UnitCommonness) { self.commonness = commonness }

    /// The forms of a name: its own first, then those of other names in brackets. `context` is the code of the record's region.
    mutating func read(_ name: String, context: UInt32, into forms: inout [NameForm]) {
        ScalarText.fold(name, into: &folded)
        if folded.isEmpty { return }
        if folded.contains(where: ScalarText.isHan) {
            readChinese(folded[...], context, &forms, isInner: false)
        } else {
            readEnglish(&forms)
        }
    }

    private mutating func readChinese(
        _ text: ArraySlice<UInt32>, _ context: UInt32, _ forms: inout [NameForm], isInner: Bool
    ) {
        chinese.read(text, context: context)
        var form = NameForm()
        var aliases: [Range<Int>] = []
        form.whole = whole(chinese)
        addUnits(.brand, &form, chinese.pieces, chinese.text)
        form.brands = form.count
        addUnits(.trade, &form, chinese.pieces, chinese.text)
        addUnits(.weak, &form, chinese.pieces, chinese.text)
        for piece in chinese.pieces {
            form.extra += Self.extra(piece.kind)
            switch piece.kind {
            case .region where form.region == 0 || piece.value % 10_000 != 0:
                form.region = max(form.region, piece.value)
            case .branch:
                form.branch &+= ChineseBranch.hash(chinese.text, piece.range)
                if ChineseBranch.isRegistered(chinese.text, piece.range) { form.isRegisteredBranch = true }
            case .alias: aliases.append(piece.range)
            default: break
            }
        }
        form.seal()
        forms.append(form)
        if isInner { return }
        for alias in aliases {
            readChinese(chinese.text[alias], context, &forms, isInner: true)
            chinese.read(text, context: context)
        }
    }

    /// The hash of a name without signs and without other names in brackets.
    private func whole(_ reader: ChineseNameReader) -> UInt64 {
        var hash = HashText.empty
        var at = 0
        while at < reader.text.count {
            if let alias = reader.pieces.first(where: { $0.kind == .alias && $0.range.contains(at) }) {
                at = alias.range.upperBound
                continue
            }
            let scalar = reader.text[at]
            if ScalarText.isHan(scalar) || ScalarText.isWord(scalar) { hash = HashText.combine(hash, UInt64(scalar)) }
            at += 1
        }
        return hash
    }

    private func addUnits(
        _ kind: NamePiece.Kind, _ form: inout NameForm, _ pieces: [NamePiece], _ text: [UInt32]
    ) {
        for piece in pieces where piece.kind == kind {
            let unit: UInt64
            switch kind {
            case .trade: unit = NameUnit.group(piece.value)
            case .weak:
                unit = NameUnit.group(1000 + UInt32(truncatingIfNeeded: HashText.hash(text[piece.range]) & 0xFFFF))
            default:
                let scalar = text[piece.range.lowerBound]
                if ScalarText.isHan(scalar) {
                    unit = NameUnit.character(scalar)
                } else if ScalarText.isWord(scalar) {
                    unit = NameUnit.word(text[piece.range])
                } else {
                    continue
                }
            }
            form.add(unit, weight: commonness.weight(unit, kind))
        }
    }

    private mutating func readEnglish(_ forms: inout [NameForm]) {
        english.read(folded)
        var form = NameForm()
        var whole = HashText.empty
        var numbers: Set<UInt32> = []
        for kind in [NamePiece.Kind.brand, .trade, .weak] {
            for piece in english.pieces where piece.kind == kind {
                let unit = NameUnit.word(EnglishNameReader.letters(folded, piece.range)[...])
                form.add(unit, weight: commonness.weight(unit, kind))
            }
            if kind == .brand { form.brands = form.count }
        }
        for piece in english.pieces {
            whole = HashText.hash(folded[piece.range], seed: whole)
            form.extra += Self.extra(piece.kind)
            if piece.kind == .branch { numbers.insert(piece.value) }
        }
        form.whole = whole
        for number in numbers.sorted() { form.branch = HashText.combine(form.branch ^ 1, UInt64(number)) }
        form.seal()
        forms.append(form)
    }

    /// What a piece tells that is no unit, in eighths of a bit.
    private static func extra(_ kind: NamePiece.Kind) -> Int32 {
        switch kind {
        case .region: 24
        case .branch: 40
        case .legal: 8
        default: 0
        }
    }
}
