public import Connectors
import Foundation
import Storage
import Synchronization

/// Hands the notices of a file of time series to the run that pulls them, and lets that run wait for the next ones, so that they are
/// committed as they come.
public actor SeriesNotices: NoticeSource {
    private let path: String
    private let patience: Duration
    private var reader: SeriesReader?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Whether there is something that nobody has asked for yet.
    public private(set) var hasNews = false

    /// - Parameters:
    ///   - path: the file.
    ///   - patience: how long a run waits for further notices before it is over; zero where nobody writes.
    public init(path: String, patience: Duration) {
        self.path = path
        self.patience = patience
    }

    /// Wakes whoever waits: there are notices.
    public func news() {
        hasNews = true
        let all = waiting
        waiting = []
        for continuation in all { continuation.resume() }
    }

    /// The notices after a number; waits for some when there are none.
    public func notices(
        of connector: String, after change: Int64, limit: Int
    ) async throws(ConnectorError) -> (notices: [DeviceNotice], isOver: Bool) {
        hasNews = false
        var found = try read(after: change, limit: limit)
        if found.isEmpty, patience > .zero, !Task.isCancelled {
            await rest()
            found = try read(after: change, limit: limit)
        }
        let isOver = patience > .zero ? found.isEmpty : found.count < limit
        return (found, isOver || Task.isCancelled)
    }

    private func rest() async {
        if hasNews { return }
        let alarm = Task { [patience] in
            try? await Task.sleep(for: patience)
            if !Task.isCancelled { self.news() }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting.append($0) }
        } onCancel: {
            Task { await self.news() }
        }
        alarm.cancel()
    }

    private func read(after change: Int64, limit: Int) throws(ConnectorError) -> [DeviceNotice] {
        // Nothing has reported yet.
        guard reader != nil || FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            let reader = try self.reader ?? SeriesReader(path: path)
            self.reader = reader
            return try reader.notices(after: change, limit: limit).map {
                DeviceNotice(change: $0.change, body: $0.body, fault: $0.kind == .refused ? $0.fault : nil)
            }
        } catch {
            throw ConnectorError(
                .unavailable(retryAfter: nil), code: "no_series",
                message: "the readings of devices cannot be read: \(error)")
        }
    }
}
