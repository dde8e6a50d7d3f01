public import Storage

extension Store {
    /// Runs as they stand: one that the store calls running although nobody has its connector's lock is ``Run/State/interrupted``.
    /// Nothing is written.
    public func standing(_ runs: [Run], locks stateDirectory: String) throws -> [Run] {
        try runs.map { run in
            guard run.state == .running, !RunLock.isTaken(connector: run.connector, in: stateDirectory) else {
                return run
            }
            // It may have ended since it was read, and before its lock was looked at.
            guard var now = try self.run(run.id) else { return run }
            if now.state == .running { now.state = .interrupted }
            return now
        }
    }
}
