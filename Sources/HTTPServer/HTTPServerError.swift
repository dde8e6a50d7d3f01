/// Why a listener could not start or a response could not be made.
public enum HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address could not be bound; `reason` is the system's own text.
    case cannotListen(address: String, reason: String)
    /// The library would not start on a bound address; with TLS, most often a certificate or key it cannot read.
    case cannotStart(address: String, reason: String)
    /// A header with a name or value that must not go on the wire (RFC 9110 section 5.5), or that the server sets.
    case invalidHeader(name: String)
    /// The library could not make the response: no memory.
    case cannotRespond
    /// The file of a response cannot be read; `reason` is the system's own text.
    case cannotRead(reason: String)

    /// One line for a person.
    public var description: String {
        switch self {
        case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
        case .cannotStart(let address, let reason): "cannot serve on \(address): \(reason)"
        case .invalidHeader(let name): "the response header \(name) is not allowed or has a bad value"
        case .cannotRespond: "no memory for a response"
        case .cannotRead(let reason): "the file of a response cannot be read: \(reason)"
        }
    }
}
