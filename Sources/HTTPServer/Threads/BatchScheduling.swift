import Glibc

/// Threads that take what has come in one go, instead of interrupting others for each request.
///
/// A thread that is woken may interrupt the one that runs. One that serves has some microseconds of work in each request: at many
/// requests a second it is switched to and away from for each of them, which costs more than they do. A thread of the policy
/// SCHED_BATCH (sched(7)) is as much worth as any other, but waits until a processor is free or the one who runs has had his slice, some
/// milliseconds at most; what has come by then it answers one after the other.
enum BatchScheduling {
    /// The policy's number in Linux's sched.h, which Swift sees without it.
    private static let policy: CInt = 3

    /// Runs `body`; the threads that it starts have the policy for as long as they live. Where that is not allowed, or the caller has
    /// a policy of its own, they have the caller's.
    static func inherited<Result>(by body: () -> Result) -> Result {
        var parameter = sched_param()
        guard sched_getscheduler(0) == SCHED_OTHER, unsafe sched_setscheduler(0, policy, &parameter) == 0 else {
            return body()
        }
        defer { _ = unsafe sched_setscheduler(0, SCHED_OTHER, &parameter) }
        return body()
    }
}
