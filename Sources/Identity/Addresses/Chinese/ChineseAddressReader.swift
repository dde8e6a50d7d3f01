/// Takes a folded Chinese address apart: 省 市 区, 镇, 村, 路, 号, 园区.
///
/// 广东省清远市清城区源潭镇陶瓷工业园12号 is the region 441802, the town 源潭, the park 陶瓷工业园, the number 12.
struct ChineseAddressReader {
    private var text: [UInt32] = []

    private enum Part: Int32 {
        case town
        case village
        case road
        case park
    }

    private static let parts = Lexicon(
        lines: """
            镇 乡 街道 街道办 街道办事处 苏木
            村 社区 居委会 村委会 居委 村委 屯 组 队
            路 街 大道 道 巷 弄 公路 大街 胡同 国道 省道 县道 环路 支路 快速路
            工业园 工业园区 产业园 产业园区 科技园 园区 开发区 工业区 工业城 高新区 保税区 产业基地 化工区 经济区 工业小区 创业园 生态园 自由贸易试验区
            """)
    private static let number = ScalarText.scalars("号")[0]

    /// Reads an address; `context` is the code of the region that the record says beside it, 0 when it says none.
    mutating func read(_ folded: [UInt32], context: UInt32) -> AddressForm {
        text.removeAll(keepingCapacity: true)
        for scalar in folded where ScalarText.isHan(scalar) || ScalarText.isWord(scalar) { text.append(scalar) }
        var form = AddressForm(region: context)
        let start = takeRegions(&form)
        takeParts(from: start, &form)
        return form
    }

    private func takeRegions(_ form: inout AddressForm) -> Int {
        var at = 0
        var found: UInt32 = 0
        while let region = ChineseRegions.region(text, at: at, end: text.count, context: max(found, form.region)) {
            // 上海路: what goes on as a road is none.
            if region.isShort, Self.parts.longest(text, at: at + region.count, end: text.count) != nil { break }
            if region.code != 0 { found = region.code % 100 == 0 && found % 100 != 0 ? found : region.code }
            at += region.count
        }
        // What the address says in full is nearer the truth than a code that names only the city.
        if found % 100 != 0 || form.region == 0 || form.region % 100 == 0 && found % 100 != 0 { form.region = found }
        if form.region == 0 { form.region = found }
        return at
    }

    private func takeParts(from start: Int, _ form: inout AddressForm) {
        var begin = start
        var at = start
        while at < text.count {
            if text[at] == Self.number {
                takeNumber(begin, at, &form)
                at += 1
                begin = at
            } else if at > begin, let part = Self.parts.longest(text, at: at, end: text.count), !isInner(at, part.count)
            {
                set(Part(rawValue: part.value) ?? .road, begin..<at, part.count, &form)
                at += part.count
                begin = at
            } else {
                at += 1
            }
        }
    }

    /// Whether the suffix is itself the beginning of a longer word that ends another part: 镇 in 镇江路, 村 in 村前路.
    private func isInner(_ at: Int, _ count: Int) -> Bool {
        guard count == 1, at + 1 < text.count else { return false }
        // A road after a single character more would have a name of one character only.
        guard let next = Self.parts.longest(text, at: at + 1, end: text.count) else { return false }
        return next.value != Part.village.rawValue || next.count > 1
    }

    private func set(_ part: Part, _ name: Range<Int>, _ suffix: Int, _ form: inout AddressForm) {
        switch part {
        case .town: if form.town == 0 { form.town = HashText.hash(text[name]) }
        case .village: if form.village == 0 { form.village = HashText.hash(text[name]) }
        case .road:
            form.road = roadHash(name)
            form.number = 0
        case .park:
            form.park = HashText.hash(text[name.lowerBound..<name.upperBound + suffix])
            form.number = 0
        }
    }

    /// 中山一路 and 中山1路 are one road.
    private func roadHash(_ name: Range<Int>) -> UInt64 {
        text[name].reduce(HashText.empty) { hash, scalar in
            HashText.combine(hash, ScalarText.digit(scalar).map(UInt64.init) ?? UInt64(scalar))
        }
    }

    private func takeNumber(_ begin: Int, _ end: Int, _ form: inout AddressForm) {
        guard form.number == 0 else { return }
        var first = end
        while first > begin, ScalarText.isDigit(text[first - 1]) { first -= 1 }
        var number: UInt32 = 0
        for place in first..<end where number < 100_000 { number = number * 10 + (text[place] - 0x30) }
        form.number = number
    }
}
