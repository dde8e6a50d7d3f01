import Diagnostics
import Foundation
import SQLite
import Storage
import Sync

/// A hub in a temporary directory: the schema, codes and units of the repository, the connectors and mappings of
/// `RealData/hub`, and the files of `../shared/data/cn_shanghai_2020`.
struct ShanghaiHub: Sendable {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let data = root.deletingLastPathComponent().appending(path: "shared/data/cn_shanghai_2020")

    /// Whether the files are here.
    static var isThere: Bool { FileManager.default.fileExists(atPath: data.path + "/outlets.csv") }

    /// The connectors, in an order in which names come before what refers to them by another name.
    static let order = [
        "enterprise-detail", "enterprise-detail-page", "enterprise-index", "outlets", "licence-pwxk", "outlet-limits",
        "national-permits", "waste-licences", "facility-polluting", "facility-treatment", "discharge-routes",
        "manual-air", "manual-water",
    ]

    let hub: Hub

    /// Makes the directory and loads it; throws what its files have wrong, as a person would see it.
    init() throws {
        let files = FileManager.default
        let directory = files.temporaryDirectory.appending(path: "shanghai-\(UUID().uuidString)")
        let mappings = directory.appending(path: "mappings")
        try files.createDirectory(at: mappings, withIntermediateDirectories: true)
        try files.createDirectory(at: directory.appending(path: "state"), withIntermediateDirectories: true)
        let own = Self.root.appending(path: "Tests/EndToEndTests/RealData/hub")
        for shared in ["schema", "codes", "feeds", "units.yaml"] {
            try Self.link(mappings, shared, to: Self.root.appending(path: "mappings/\(shared)"))
        }
        for name in try files.contentsOfDirectory(atPath: own.path + "/mappings") {
            try Self.link(mappings, name, to: own.appending(path: "mappings/\(name)"))
        }
        try Self.link(directory, "connectors", to: own.appending(path: "connectors"))
        try Self.link(directory, "data", to: Self.data)
        let bag = DiagnosticBag()
        guard let hub = HubLoader.load(directory.path, into: bag) else {
            throw HubProblem(description: TextRenderer().render(bag.diagnostics))
        }
        self.hub = hub
    }

    private static func link(_ directory: URL, _ name: String, to target: URL) throws {
        try FileManager.default.createSymbolicLink(at: directory.appending(path: name), withDestinationURL: target)
    }

    /// Runs every connector once.
    func sync() async throws -> [String: Run] {
        var runs: [String: Run] = [:]
        for name in Self.order {
            guard let task = hub.task(for: name) else { throw HubProblem(description: "no connector \(name)") }
            runs[name] = try await SyncRun(task).perform()
        }
        return runs
    }

    /// The store, to read from.
    func database() throws -> Database {
        try Database(path: hub.storePath, mode: .readOnly)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: hub.directory)
    }
}

struct HubProblem: Error, CustomStringConvertible {
    let description: String
}
