import Diagnostics
import Foundation
import Mappings
import Synchronization

/// The files of a hub directory while a process goes on: when they change, what they say holds from the next run on; while
/// they have errors, or a test of a mapping fails, what held before stays.
public final class HubWatch: Sendable {
    private struct State {
        var hub: Hub
        var signature: [String]
        var problem: String?
    }

    private let state: Mutex<State>

    /// Watches the directory of `hub`.
    ///
    /// - Parameter problem: the errors of its files, if connectors were left out for them.
    public init(_ hub: Hub, problem: String? = nil) {
        state = Mutex(State(hub: hub, signature: HubWatch.signature(of: hub.directory), problem: problem))
    }

    /// What holds now.
    public var hub: Hub { state.withLock(\.hub) }

    /// The errors of the files as they are now, if they have any: what holds is then older than the files.
    public var problem: String? { state.withLock(\.problem) }

    /// Reads the files again if any of them changed.
    ///
    /// - Returns: whether they changed.
    @discardableResult public func refresh() -> Bool {
        let directory = hub.directory
        let signature = HubWatch.signature(of: directory)
        guard state.withLock({ $0.signature != signature }) else { return false }
        let bag = DiagnosticBag()
        let loaded = HubLoader.load(directory, into: bag)
        let problem =
            loaded.map(HubWatch.failedTests) ?? TextRenderer().render(bag.diagnostics.filter { $0.severity == .error })
        state.withLock { state in
            state.signature = signature
            state.problem = problem
            if let loaded, problem == nil { state.hub = loaded }
        }
        return true
    }

    /// Which tests of the mappings fail, in words; nil when none does.
    private static func failedTests(_ hub: Hub) -> String? {
        let tests = HubTests(hub)
        let failed = tests.run(tests.names).filter { !$0.verdict.isPassed }
        guard let first = failed.first else { return nil }
        let more = failed.count > 1 ? " and \(failed.count - 1) more" : ""
        return "\(first.test.place.description): the test `\(first.test.name)`\(more) fails; `envhub test` says why"
    }

    /// Every file with its size and time.
    private static func signature(of directory: String) -> [String] {
        let tests = HubFiles(directory: directory).folders("mappings/tests").map { "mappings/tests/" + $0 }
        let folders = ["connectors", "mappings", "mappings/schema", "mappings/codes", "mappings/feeds"] + tests
        return folders.flatMap { folder -> [String] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? []
            return names.sorted().map { name in
                let facts = try? FileManager.default.attributesOfItem(atPath: "\(directory)/\(folder)/\(name)")
                let size = (facts?[.size] as? NSNumber)?.int64Value ?? -1
                let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
                return "\(folder)/\(name) \(size) \(time)"
            }
        }
    }
}
