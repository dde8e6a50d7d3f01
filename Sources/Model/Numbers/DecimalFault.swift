/// Why a text is not a number this program can hold, or an arithmetic step has no exact-enough result.
public enum DecimalFault: Error, Sendable, Equatable {
    /// The text has no bytes.
    case empty
    /// The byte at `at` cannot stand there: `12a`, `--1`, `5.`, `١`.
    case unexpected(at: Int)
    /// A thousands separator is not in its place: `1,2` or `12,3456`.
    case separator(at: Int)
    /// More integer digits than 18 significant ones can tell, or an exponent out of range.
    case overflow
    /// A division by zero.
    case divisionByZero
}

extension DecimalFault: CustomStringConvertible {
    /// The reason in plain words, without the value itself.
    public var description: String {
        switch self {
        case .empty: "no digits"
        case .unexpected(let at): "not a number: unexpected character at byte \(at + 1)"
        case .separator(let at): "thousands separator out of place at byte \(at + 1)"
        case .overflow: "number too large: more than 18 significant digits"
        case .divisionByZero: "division by zero"
        }
    }
}
