import Crypto
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
        let locks = stateDirectory + "/locks"
        for path in [locks, "\(locks)/\(connector).lock"] { PrivateFolder.giveToOwner(of: stateDirectory, path) }
        guard Self.lock(descriptor) else {
            close(descriptor)
            return nil
        }
    }

    /// Who only looks has a lock for no time at all: that turns nobody away.
    private static func lock(_ descriptor: Int32) -> Bool {
        for _ in 0..<3 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(2_000)
        }
        return false
    }

    /// Whether a run has the lock, as far as this user may know. Nothing is made or kept.
    public static func isTaken(connector: String, in stateDirectory: String) -> Bool {
        let descriptor = unsafe open("\(stateDirectory)/locks/\(connector).lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == EACCES }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    /// Lets go.
    public func release() {
        flock(descriptor, LOCK_UN)
    }

    deinit {
        close(descriptor)
    }
}
