import Synchronization

/// Where partners reach the hub, for links that must be whole: `https://data.example.gov.cn`.
///
/// It is what the hub's admin says, or else the address that is listened on; never what a request says in its header Host, which is
/// anybody's to choose. A hub that listens on all addresses and was told nothing gives links without a host.
final class PublicPlace: Sendable {
    private let base = Mutex("")

    /// Sets the place, without a slash at its end.
    func set(_ url: String) { base.withLock { $0 = url } }

    /// The link to a path.
    func link(_ path: String) -> String { base.withLock { $0 + path } }
}
