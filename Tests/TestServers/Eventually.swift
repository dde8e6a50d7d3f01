import Glibc

/// Waits until something is so: by default far longer than it takes, as the machine may be busy with other tests.
///
/// - Returns: whether it became so in time.
public func eventually(within time: Duration = .seconds(60), _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + time
    while ContinuousClock.now < deadline {
        if try condition() { return true }
        usleep(5_000)
    }
    return try condition()
}

/// Waits until something is so, and lets other tasks run meanwhile; otherwise as ``eventually(within:_:)``.
///
/// - Returns: whether it became so in time; false also when the task is cancelled.
public func becomes(
    within time: Duration = .seconds(60), _ condition: () async throws -> Bool
) async rethrows -> Bool {
    let deadline = ContinuousClock.now + time
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        do { try await Task.sleep(for: .milliseconds(10)) } catch { return false }
    }
    return try await condition()
}
