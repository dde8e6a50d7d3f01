/// A date or time format, compiled once: `yyyy-MM-dd HH:mm:ss`, `yyyy年M月d日`, `yyyyMMdd`, `yyyy-MM-dd'T'HH:mm:ssXXX`.
///
/// | letters | reads |
/// |---|---|
/// | `yyyy` | year, 4 digits |
/// | `MM` `dd` `HH` `mm` `ss` | month, day, hour, minute, second: exactly 2 digits |
/// | `M` `d` `H` `m` `s` | the same with 1 or 2 digits |
/// | `S`… | fraction of a second, as many digits as letters (1 to 9); kept to milliseconds |
/// | `X` `XX` `XXX` | zone offset: `Z`, `+08`, `+0800` or `+08:00` |
/// | `'T'` | the text between the quotes; `''` is one quote |
/// | `epoch_ms` `epoch_s` | alone: milliseconds or seconds since 1970-01-01T00:00:00Z |
///
/// All other characters stand for themselves; ASCII letters must be quoted. A pattern without day (or month) means the
/// first of the month (of the year). `24:00:00` is the midnight that ends the day.
public struct DatePattern: Sendable, Hashable {
    /// The text it was compiled from.
    public let source: String
    let steps: [Step]
    /// Whether texts of this pattern have a date.
    public let hasDate: Bool
    /// Whether texts of this pattern have a time of day.
    public let hasTime: Bool
    /// Whether texts of this pattern carry their offset from UTC.
    public let hasOffset: Bool

    /// For counts since 1970: the milliseconds of one. Such texts name a moment and need no zone, but their day does.
    public let epochUnit: Int64?

    private static let epochs: [String: Int64] = ["epoch_ms": 1, "epoch_s": 1000]

    /// What is read next: a part with its digits, or one byte.
    enum Step: Sendable, Hashable {
        case part(DateFault.Part, least: UInt8, most: UInt8)
        case literal(UInt8)
    }

    /// Compiles a pattern; throws what is wrong with it.
    public init(_ source: String) throws(DatePatternFault) {
        self.source = source
        epochUnit = Self.epochs[source]
        if epochUnit != nil {
            (steps, hasDate, hasTime, hasOffset) = ([], true, true, true)
            return
        }
        var compiler = DatePatternCompiler()
        steps = try compiler.run(source)
        hasDate = compiler.seen.contains(.year)
        hasTime = compiler.seen.contains(.hour)
        hasOffset = compiler.seen.contains(.offset)
    }
}
