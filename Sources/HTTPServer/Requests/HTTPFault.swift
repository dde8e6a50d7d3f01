/// Why the listener refuses a request before the handler sees it.
public enum HTTPFault: Sendable {
    /// Where the request ends can be read in two ways; its connection is closed.
    case doubtfulFraming
    /// The query has more parameters than are taken.
    case tooManyParameters
    /// The body comes in chunks, and only bodies of a known length are taken; its connection is closed.
    case lengthRequired
    /// The body is longer than is taken.
    case bodyTooLarge
    /// The path and query are longer than is taken.
    case targetTooLong

    /// The status that says it.
    public var status: Int {
        switch self {
        case .doubtfulFraming, .tooManyParameters: 400
        case .lengthRequired: 411
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        }
    }
}
