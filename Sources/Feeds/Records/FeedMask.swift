import Model

/// What a feed leaves of a column's value.
public enum FeedMask: Sendable, Equatable {
    /// All of it.
    case keep
    /// Nothing.
    case null
    /// The last characters; each of the others becomes `*`. A text that has no more than these is wholly starred.
    case keepLast(Int)
    /// The first characters, likewise.
    case keepFirst(Int)
    /// A number rounded half to even to so many digits after the point (GB/T 8170-2008).
    case round(Int)
    /// A keyed hash: equal values stay equal inside the feed, and nobody without the hub's secret can try values out.
    case hash(MaskKey)

    func append(_ value: MappedValue, arena: [UInt8], to out: inout [UInt8]) {
        switch (self, value.kind) {
        case (.round(let places), .decimal), (.round(let places), .integer):
            guard let number = try? DecimalValue(mantissa: value.payload, exponent: Int(value.exponent)) else {
                return out.append(literal: "null")
            }
            number.rounded(places: places).append(to: &out)
        case (.keepLast(let count), .text):
            out.append(UInt8(ascii: "\""))
            Self.appendStarred(arena, value.range, keepFirst: 0, keepLast: count, to: &out)
            out.append(UInt8(ascii: "\""))
        case (.keepFirst(let count), .text):
            out.append(UInt8(ascii: "\""))
            Self.appendStarred(arena, value.range, keepFirst: count, keepLast: 0, to: &out)
            out.append(UInt8(ascii: "\""))
        case (.hash(let key), .text): key.append(hashOf: arena[value.range], to: &out)
        // A mask that does not know the value shows nothing of it.
        default: out.append(literal: "null")
        }
    }

    /// Appends the text with a star for every code point that is not kept.
    static func appendStarred(
        _ source: [UInt8], _ range: Range<Int>, keepFirst: Int, keepLast: Int, to out: inout [UInt8]
    ) {
        var length = 0
        for at in range where source[at] & 0xC0 != 0x80 { length += 1 }
        let isShort = length <= keepFirst + keepLast
        var place = -1
        for at in range {
            let isStart = source[at] & 0xC0 != 0x80
            if isStart { place += 1 }
            if !isShort, place < keepFirst || place >= length - keepLast {
                out.append(escaped: source, at..<at + 1)
            } else if isStart {
                out.append(UInt8(ascii: "*"))
            }
        }
    }
}
