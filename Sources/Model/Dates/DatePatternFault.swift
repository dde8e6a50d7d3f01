/// What is wrong with a date pattern itself.
public enum DatePatternFault: Error, Sendable, Equatable {
    /// The pattern has no letter that stands for a part.
    case noParts
    /// A letter that stands for nothing; text must be quoted.
    case unknownLetter(Character)
    /// A letter repeated in a number that means nothing, like `MMM` or `yy`.
    case width(String)
    /// The same part twice.
    case repeated(DateFault.Part)
    /// A part of one or two digits directly before another part: `yyyyMd`.
    case ambiguous(DateFault.Part)
    /// A quote without its end.
    case openQuote
    /// A month without year, a minute without hour and the like.
    case without(DateFault.Part, needs: DateFault.Part)
}

extension DatePatternFault: CustomStringConvertible {
    /// The reason in plain words.
    public var description: String {
        switch self {
        case .noParts: "a date pattern needs at least yyyy or HH"
        case .unknownLetter(let letter):
            switch letter {
            // As other tools write them.
            case "Y": "`Y` means nothing in a date pattern; the year is `yyyy`"
            case "D": "`D` means nothing in a date pattern; the day is `dd`"
            default: "`\(letter)` means nothing in a date pattern; quote text: '\(letter)'"
            }
        case .width(let letters): "`\(letters)` is not known; yyyy, MM or M, dd or d, HH or H, mm or m, ss or s are"
        case .repeated(let part): "the \(part.rawValue) stands twice in the pattern"
        case .ambiguous(let part): "a \(part.rawValue) of one or two digits needs a separator after it"
        case .openQuote: "a quote is not closed"
        case .without(let part, let needs): "the pattern has a \(part.rawValue) but no \(needs.rawValue)"
        }
    }
}
