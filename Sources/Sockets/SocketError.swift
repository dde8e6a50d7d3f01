/// Why a socket could not do its work.
public enum SocketError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The address cannot be listened on: it is taken, is not this machine's, or is no address.
    case cannotListen(address: String, reason: String)
    /// The address cannot be reached.
    case cannotConnect(address: String, reason: String)
    /// The system has no more of what event loops need.
    case exhausted(String)

    /// What happened, with the system's reason.
    public var description: String {
        switch self {
        case .cannotListen(let address, let reason): "cannot listen on \(address): \(reason)"
        case .cannotConnect(let address, let reason): "cannot connect to \(address): \(reason)"
        case .exhausted(let reason): "no more sockets: \(reason)"
        }
    }
}
