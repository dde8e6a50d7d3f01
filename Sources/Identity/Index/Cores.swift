import Dispatch
import Glibc
import Synchronization

/// Work that is done in parts at once, one for each core.
enum Cores {
    /// How many parts are worth it for so many things.
    static func parts(for count: Int) -> Int {
        max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 16, count / 1_000))
    }

    /// The results of the parts, in their order, however long each took.
    static func map<Result: Sendable>(_ parts: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
        if parts == 1 { return [work(0)] }
        let results = Mutex([Result?](repeating: nil, count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let result = work(part)
            results.withLock { $0[part] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
