import Glibc
import Synchronization

/// How a child ended: it can be asked of the system only once.
final class EndState: Sendable {
    private let id: pid_t
    private let known = Mutex<ChildProcess.Ending?>(nil)

    init(id: pid_t) { self.id = id }

    /// The ending; nil while it runs and is not waited for.
    func ending(waits: Bool) -> ChildProcess.Ending? {
        if waits { awaitExit() }
        return known.withLock { known in
            if known != nil { return known }
            var status: Int32 = 0
            let result = unsafe waitpid(id, &status, WNOHANG)
            // Somebody else has taken the status: it is over, and nobody knows how.
            if result < 0 { known = .exited(-1) }
            if result == id { known = EndState.ending(of: status) }
            return known
        }
    }

    /// Waits without taking the status, so that others may ask meanwhile.
    private func awaitExit() {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }

    /// The two macros of waitpid(2): the low seven bits are the signal, the next byte the status.
    private static func ending(of status: Int32) -> ChildProcess.Ending {
        let signal = status & 0x7f
        return signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
    }
}
