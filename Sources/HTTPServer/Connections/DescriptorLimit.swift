import Glibc

/// How many files and sockets this process may have open at the same time.
public enum DescriptorLimit {
    /// Raises the limit to the most that the system lets this process have, and returns it.
    ///
    /// Shells and old services start programs with 1,024, for the sake of `select`, which nothing here calls. A server whose clients
    /// use them up could not open its own database any more.
    public static func raise() -> Int {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard unsafe getrlimit(kind, &limit) == 0 else { return 1_024 }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if unsafe setrlimit(kind, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
