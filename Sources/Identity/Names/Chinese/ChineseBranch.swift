/// What tells a branch of a Chinese firm from others, however it is written: 二厂, （第二分厂） and 2厂 are the same.
enum ChineseBranch {
    private static let registered = ScalarText.scalars("分公司")
    private static let ordinal = ScalarText.scalars("第")[0]

    /// Whether a branch is registered by itself: a 分公司 has a code of its own, a 分厂 or 分部 that of its firm.
    static func isRegistered(_ text: [UInt32], _ range: Range<Int>) -> Bool {
        range.count >= registered.count
            && text[range.upperBound - registered.count..<range.upperBound].elementsEqual(registered)
    }

    /// The hash of what remains of a branch's name without 第, 分公司, 厂 and the like; never 0.
    static func hash(_ text: [UInt32], _ range: Range<Int>) -> UInt64 {
        var end = range.upperBound
        while end > range.lowerBound,
            let suffix = ChineseWords.branches.longestSuffix(text, start: range.lowerBound, end: end)
        {
            end -= suffix.count
        }
        var hash = HashText.empty
        for place in range.lowerBound..<end where ScalarText.isWord(text[place]) || ScalarText.isHan(text[place]) {
            if text[place] == ordinal { continue }
            hash = HashText.combine(hash, ScalarText.digit(text[place]).map(UInt64.init) ?? UInt64(text[place]))
        }
        return hash
    }
}
