/// A part of a name that means something of its own.
struct NamePiece: Equatable {
    /// What the part is.
    enum Kind: UInt8 {
        /// 广东省清远市: where the firm is registered.
        case region
        /// What tells the firm from others: a character of a Chinese name, a word of an English one.
        case brand
        /// What it makes or is: 陶瓷, refinery.
        case trade
        /// Words that many names have: 实业, energy center.
        case weak
        /// 有限公司, LLC.
        case legal
        /// 二厂, 分公司, Unit 4: what tells a site from others of the same firm.
        case branch
        /// Another name of the same, in brackets.
        case alias
    }

    /// What it is.
    var kind: Kind
    /// Where it stands in the folded name.
    var range: Range<Int>
    /// The region's code, or the number of the words that mean the same.
    var value: UInt32 = 0
}
