/// Why a text is not the identifier it should be. Nothing is repaired silently: small and full-width letters are faults
/// with a hint, for the mapping to clean.
public enum IdentifierFault: Error, Sendable, Equatable {
    /// The text has no bytes.
    case empty
    /// The number of characters is none of those allowed.
    case length(expected: String, found: Int)
    /// A small letter where the standard has capitals.
    case smallLetter(at: Int)
    /// A full-width character.
    case fullWidth(at: Int)
    /// A blank of any kind.
    case blank(at: Int)
    /// A character that cannot stand there.
    case character(at: Int)
    /// The check character does not fit the rest.
    case checkCharacter(expected: UInt8, found: UInt8)
    /// The identifier is well formed but means nothing, as the text says.
    case meaning(String)
}

extension IdentifierFault: CustomStringConvertible {
    /// The reason in plain words; places count from 1.
    public var description: String {
        switch self {
        case .empty: "no text"
        case .length(let expected, let found): "\(found) characters instead of \(expected)"
        case .smallLetter(let at): "small letter at \(at + 1); clean with upper"
        case .fullWidth(let at): "full-width character at \(at + 1); clean with halfwidth"
        case .blank(let at): "blank at \(at + 1); clean with trim"
        case .character(let at): "character \(at + 1) cannot stand there"
        case .checkCharacter(let expected, let found):
            "check character should be \(Character(Unicode.Scalar(expected))), not \(Character(Unicode.Scalar(found)))"
        case .meaning(let text): text
        }
    }
}
