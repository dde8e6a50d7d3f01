/// Names of provinces, cities and counties, long (清远市) and short (清远), and their codes of GB/T 2260.
///
/// A code here is the six digits as a number; 4418xx with 00 at the end is the city. A name that several regions share (鼓楼区)
/// has a code only beside its city.
enum ChineseRegions {
    /// How a name is written: a short one may be anything else.
    struct Found {
        var count: Int
        var code: UInt32
        var isShort: Bool
    }

    /// The region whose name begins at `at`. Of several of that name it is the one inside `context`, a code; a short name of a
    /// county counts only inside the context's city.
    static func region(_ text: [UInt32], at: Int, end: Int, context: UInt32) -> Found? {
        var end = end
        while let found = lexicon.longest(text, at: at, end: end) {
            if let region = chosen(Int(found.value), found.count, context) { return region }
            end = at + found.count - 1
        }
        return nil
    }

    private static func chosen(_ group: Int, _ count: Int, _ context: UInt32) -> Found? {
        let candidates = groups[group]
        let inside = candidates.filter { context != 0 && isInside($0.code, context) }
        if let best = inside.first { return Found(count: count, code: best.code, isShort: best.isShort) }
        let known = candidates.filter { !$0.isShort || $0.code % 100 == 0 }
        guard let first = known.first else { return nil }
        return Found(count: count, code: known.count == 1 ? first.code : 0, isShort: first.isShort)
    }

    /// Whether a region lies in the other's city, or holds it.
    static func isInside(_ code: UInt32, _ context: UInt32) -> Bool {
        if code % 10_000 == 0 || context % 10_000 == 0 { return code / 10_000 == context / 10_000 }
        return isMunicipality(code) ? code / 10_000 == context / 10_000 : code / 100 == context / 100
    }

    /// Peking, Tientsin, Shanghai, Chungking: the province is the city.
    static func isMunicipality(_ code: UInt32) -> Bool { [11, 12, 31, 50].contains(code / 10_000) }

    private struct Region: Sendable {
        var code: UInt32
        var isShort: Bool
    }

    private static let table: (lexicon: Lexicon, groups: [[Region]]) = {
        var byName: [String: [Region]] = [:]
        var city: UInt32 = 0
        for token in names.split(whereSeparator: \.isWhitespace) {
            let digits = token.prefix { $0.isASCII && $0.isNumber }
            let name = String(token.dropFirst(digits.count))
            guard let number = UInt32(digits) else { continue }
            if digits.count == 6 { city = number }
            if name == "-" { continue }
            let code = digits.count == 6 ? number : city + number
            byName[name, default: []].append(Region(code: code, isShort: false))
            if let short = shortName(name) { byName[short, default: []].append(Region(code: code, isShort: true)) }
        }
        let sorted = byName.sorted { $0.key < $1.key }
        return (Lexicon(sorted.enumerated().map { ($1.key, Int32($0)) }), sorted.map(\.value))
    }()

    private static var lexicon: Lexicon { table.lexicon }
    private static var groups: [[Region]] { table.groups }

    /// What people say for a region: 清远市 is 清远, 连山壮族瑶族自治县 is 连山, 广西壮族自治区 is 广西.
    private static func shortName(_ name: String) -> String? {
        if name.hasPrefix("内蒙古") { return "内蒙古" }
        if name.hasPrefix("黑龙江") { return "黑龙江" }
        if name.contains("自治") { return String(name.prefix(2)) }
        guard name.count >= 3, let last = name.last, "省市区县旗盟".contains(last) else { return nil }
        if name.hasSuffix("新区"), name.count >= 4 { return String(name.dropLast(2)) }
        if name.hasSuffix("地区"), name.count >= 4 { return String(name.dropLast(2)) }
        return String(name.dropLast())
    }
}
