/// Waiting without a thread.
enum Pause {
    static let cancelled = ConnectorError(.cancelled, code: "cancelled", message: "the run was stopped")

    /// Waits so many seconds, less when the run is stopped.
    static func wait(_ seconds: Double) async throws(ConnectorError) {
        guard seconds > 0 else { return try check() }
        do { try await Task.sleep(for: .seconds(min(seconds, 86_400))) } catch { throw cancelled }
    }

    /// Throws when the run was stopped.
    static func check() throws(ConnectorError) {
        if Task.isCancelled { throw cancelled }
    }
}
