/// Takes a folded Chinese name apart: region, own name, trade, legal form, branch, other names.
///
/// 清远市宏祥陶瓷有限公司二厂 is the region 清远市, the own characters 宏 and 祥, the trade 陶瓷, the form 有限公司, the branch 2.
struct ChineseNameReader {
    /// The name, without blanks.
    private(set) var text: [UInt32] = []
    /// What the name is made of, in the order in which it was found.
    private(set) var pieces: [NamePiece] = []
    /// The name without its brackets, and where each of its characters stands in `text`.
    private var main: [UInt32] = []
    private var places: [Int] = []
    private var context: UInt32 = 0

    /// Reads a name; `context` is the code of the region in which the record lies, 0 when it is not known.
    mutating func read(_ folded: ArraySlice<UInt32>, context: UInt32) {
        self.context = context
        text.removeAll(keepingCapacity: true)
        for scalar in folded where scalar != ScalarText.blank { text.append(scalar) }
        pieces.removeAll(keepingCapacity: true)
        main.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        takeBrackets()
        let head = headEnd()
        if head < main.count { addBranch(head..<main.count) }
        let start = takeRegions(end: head)
        let end = takeLegalForm(start: start, end: head)
        takeWords(start: start, end: end)
    }

    // MARK: Brackets

    private mutating func takeBrackets() {
        var at = 0
        while at < text.count {
            if text[at] == ScalarText.open, let close = text[at...].firstIndex(of: ScalarText.close), close > at + 1 {
                takeBracket(at + 1..<close)
                at = close + 1
            } else {
                if text[at] != ScalarText.open, text[at] != ScalarText.close {
                    main.append(text[at])
                    places.append(at)
                }
                at += 1
            }
        }
    }

    private mutating func takeBracket(_ range: Range<Int>) {
        let isAtEnd = range.upperBound + 1 >= text.count
        if ChineseWords.weak.value(text, range) != nil || ChineseWords.legal.value(text, range) != nil {
            pieces.append(NamePiece(kind: .weak, range: range))
        } else if let region = wholeRegion(range), !(isAtEnd && region.code % 100 != 0 && hasLegalForm) {
            pieces.append(NamePiece(kind: .region, range: range, value: region.code))
        } else if isOtherName(range) {
            pieces.append(NamePiece(kind: .alias, range: range))
        } else if isAtEnd
            || ChineseWords.branches.longestSuffix(text, start: range.lowerBound, end: range.upperBound) != nil
        {
            pieces.append(NamePiece(kind: .branch, range: range))
        } else {
            for place in range {
                main.append(text[place])
                places.append(place)
            }
        }
    }

    /// Whether what stands before this bracket ends in a legal form: then a county in the bracket tells a site.
    private var hasLegalForm: Bool { ChineseWords.legal.longestSuffix(main, start: 0, end: main.count) != nil }

    private func wholeRegion(_ range: Range<Int>) -> ChineseRegions.Found? {
        guard
            let found = ChineseRegions.region(
                text, at: range.lowerBound, end: range.upperBound, context: context),
            found.count == range.count
        else { return nil }
        return found
    }

    /// Whether a bracket holds another name rather than a branch: it is as long as a name and ends as one.
    private func isOtherName(_ range: Range<Int>) -> Bool {
        guard range.count >= 6 else { return false }
        if let form = ChineseWords.legal.longestSuffix(text, start: range.lowerBound, end: range.upperBound) {
            return form.count >= 2
        }
        return ChineseRegions.region(text, at: range.lowerBound, end: range.upperBound, context: context) != nil
            && ChineseWords.bodies.longestSuffix(text, start: range.lowerBound, end: range.upperBound) != nil
    }

    // MARK: Branches

    private static let company = ScalarText.scalars("公司")
    private static let part = ScalarText.scalars("分")[0]
    private static let works = ScalarText.scalars("厂")[0]

    /// Where the firm's name ends and a branch begins: after the first 公司, else before a branch of a works or a body.
    private func headEnd() -> Int {
        var at = 1
        while at + 1 < main.count {
            if main[at] == Self.company[0], main[at + 1] == Self.company[1], main[at - 1] != Self.part { return at + 2 }
            at += 1
        }
        return bodyEnd()
    }

    private func bodyEnd() -> Int {
        guard let tail = ChineseWords.branches.longestSuffix(main, start: 0, end: main.count) else { return main.count }
        let isPart = tail.count >= 2 && main[main.count - tail.count] == Self.part
        var at = main.count - tail.count
        // 第二水泥厂 is a name of its own, 水泥厂二厂 a branch: the number must follow a works.
        while at > 2, ScalarText.digit(main[at - 1]) != nil { at -= 1 }
        let hasNumber = at < main.count - tail.count
        if hasNumber, ChineseWords.bodies.longestSuffix(main, start: at - 1, end: at) != nil { return at }
        guard isPart else { return main.count }
        while at > 2, at > main.count - tail.count - 6 {
            if main[at - 1] == Self.works { return at }
            at -= 1
        }
        return main.count
    }

    private mutating func addBranch(_ range: Range<Int>) {
        pieces.append(NamePiece(kind: .branch, range: places[range.lowerBound]..<places[range.upperBound - 1] + 1))
    }

    // MARK: The firm's name

    private mutating func add(_ kind: NamePiece.Kind, _ range: Range<Int>, value: UInt32 = 0) {
        let first = places[range.lowerBound]
        pieces.append(NamePiece(kind: kind, range: first..<first + range.count, value: value))
    }

    private mutating func takeRegions(end: Int) -> Int {
        var at = 0
        var context = context
        while let found = ChineseRegions.region(main, at: at, end: end, context: context), at + found.count + 2 <= end {
            add(.region, at..<at + found.count, value: found.code)
            // 上海金山 is a county of Shanghai wherever the record lies.
            if found.code != 0 { context = found.code }
            at += found.count
        }
        return at
    }

    private mutating func takeLegalForm(start: Int, end: Int) -> Int {
        guard let form = ChineseWords.legal.longestSuffix(main, start: start + 1, end: end) else { return end }
        add(.legal, end - form.count..<end)
        return end - form.count
    }

    private mutating func takeWords(start: Int, end: Int) {
        var at = start
        while at < end {
            let isFirst = at == start
            if let trade = ChineseWords.trades.longest(main, at: at, end: end) {
                add(.trade, at..<at + trade.count, value: UInt32(trade.value))
                at += trade.count
            } else if let weak = ChineseWords.weak.longest(main, at: at, end: end), !isFirst {
                add(.weak, at..<at + weak.count, value: 1000)
                at += weak.count
            } else {
                let end = wordEnd(at, end)
                add(.brand, at..<end)
                at = end
            }
        }
    }

    /// A character, or a run of letters and digits.
    private func wordEnd(_ at: Int, _ end: Int) -> Int {
        var next = at + 1
        guard ScalarText.isWord(main[at]) else { return next }
        while next < end, ScalarText.isWord(main[next]) { next += 1 }
        return next
    }
}
