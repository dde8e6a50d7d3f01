import Connectors
import Foundation
import Mappings
import Model

/// The pages of a preview: pulled from the real source and mapped, before anything looks into the store.
struct PreviewReading {
    /// A page and what the mapping made of it.
    struct Page {
        let pulled: PulledPage
        var batch: MappedBatch
    }

    private(set) var pages: [Page] = []
    private(set) var read = 0
    /// Whether everything that the source has was read.
    private(set) var isWhole = false
    private(set) var halt: String?

    /// Reads up to `limit` records from `cursor` on. What a connector fetches meanwhile goes into a directory that is removed.
    init(_ task: RunTask, from cursor: String?, limit: Int) async throws {
        let directory = NSTemporaryDirectory() + "envhub-preview-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var environment = ConnectorEnvironment(hubDirectory: task.hub.directory, stateDirectory: directory)
        environment.notices = SeriesNotices(path: task.hub.seriesPath(of: task.definition.name), patience: .zero)
        let connector = try openConnector(task.definition, plan: task.plan, environment: environment)
        var cursor = cursor
        while read < limit, halt == nil, !isWhole {
            try Task.checkCancellation()
            let pulled = try await connector.page(after: cursor)
            cursor = pulled.cursor
            isWhole = !pulled.hasMore
            add(pulled, task, room: limit - read)
        }
    }

    private mutating func add(_ given: PulledPage, _ task: RunTask, room: Int) {
        var pulled = given
        if pulled.page.count > room {
            pulled.page.keepFirst(room, task.plan.shape)
            isWhole = false
        }
        var batch = MappedBatch()
        if let halted = task.mapping.apply(pulled.page, into: &batch) {
            halt = "a field says `fail_run`: \(halted.rejection.message)"
            return
        }
        read += pulled.page.count + pulled.page.faults.count
        pages.append(Page(pulled: pulled, batch: batch))
    }
}
