import Foundation

/// One run of a connector at a time, over all processes: a lock file that the system lets go of when its process ends,
/// however it ends.
public final class RunLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; nil when another run has it.
    public init?(connector: String, in stateDirectory: String) {
        try? FileManager.default.createDirectory(atPath: stateDirectory + "/locks", withIntermediateDirectories: true)
        descriptor = unsafe open("\(stateDirectory)/locks/\(connector).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    /// Lets go.
    public func release() {
        flock(descriptor, LOCK_UN)
    }

    deinit {
        close(descriptor)
    }
}
