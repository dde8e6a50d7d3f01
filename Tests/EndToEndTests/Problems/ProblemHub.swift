@testable import DemoSystems
import Diagnostics
import Foundation
import SQLite
import Storage
import Sync
import TestServers
import Testing

/// A hub of the repository's schema and code tables, with the files of one page's example and what they leave unsaid:
/// a connector of the folder `in`, and a mapping for it.
final class ProblemHub {
    private let folder: TemporaryFolder
    var directory: URL { folder.url }
    /// The codes of records that the example's run held.
    private(set) var held: [String] = []
    private let files: [CodePage.File]
    private let run: [CodePage.File]

    /// Whether records are written in GB 18030.
    private let isLegacy: Bool

    /// A hub of `files`, whose run found those of `run`: a sample is of the mapping that ran.
    init(_ files: [CodePage.File], run: [CodePage.File], isLegacy: Bool = false) throws {
        self.files = files
        self.isLegacy = isLegacy
        self.run = run
        folder = try TemporaryFolder()
        try link()
        for file in files { try write(file.name, file.text) }
        try complete()
    }

    /// The tables of regions and industries have thousands of rows, which no example asks. The long ones of pollutants,
    /// wastes and units are there for those that do.
    private func link() throws {
        let mappings = directory.appending(path: "mappings")
        let own = DocPage.root.appending(path: "mappings")
        try FileManager.default.createDirectory(
            at: mappings.appending(path: "codes"), withIntermediateDirectories: true)
        for name in ["schema", "units.yaml"] {
            try FileManager.default.createSymbolicLink(
                at: mappings.appending(path: name), withDestinationURL: own.appending(path: name))
        }
        let tables = try FileManager.default.contentsOfDirectory(atPath: own.appending(path: "codes").path)
        let isAsked = files.contains { $0.text.contains("pollutant") }
        for name in tables
        where !name.hasPrefix("gbt") && !name.hasPrefix("waste-") && name != "unit.csv"
            && (isAsked || name != "pollutant.csv")
        {
            try FileManager.default.createSymbolicLink(
                at: mappings.appending(path: "codes/\(name)"), withDestinationURL: own.appending(path: "codes/\(name)"))
        }
    }

    private func write(_ name: String, _ text: String) throws {
        let file = directory.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        if name.hasSuffix(".sql") {
            let database = file.deletingPathExtension().appendingPathExtension("db").path
            try Database(path: database).execute(text)
        } else if isLegacy, name.hasPrefix("in/") {
            try Data(LegacyText.shared.get().encoded(text)).write(to: file)
        } else {
            try Data(text.utf8).write(to: file)
        }
    }

    /// The records' file, if the example has one.
    private var data: String? { files.map(\.name).first { $0.hasPrefix("in/") } }

    private func complete() throws {
        guard let data, !files.contains(where: { $0.name.hasPrefix("connectors/") }) else { return }
        let mapping = try #require(files.first { $0.name.hasPrefix("mappings/") }).name
        let name = mapping.dropFirst(9).dropLast(5)
        try write(
            "connectors/ledger.yaml",
            """
            connector: ledger
            kind: files
            mapping: \(name)
            files: { folder: in, pattern: "\(data.dropFirst(3))", format: csv }
            identity: 文书号
            timezone: Asia/Shanghai
            sync: { mode: snapshot, deletes: none }
            """)
    }

    /// What `envhub check` says, after a run if there are records to read.
    func check() async throws -> [Diagnostic] {
        if data != nil { try await sync() }
        let bag = DiagnosticBag()
        if let hub = HubLoader.load(directory.path, into: bag) { SampleCheck.check(hub, into: bag) }
        return bag.diagnostics
    }

    private func sync() async throws {
        for file in run where !file.name.hasSuffix(".sql") { try write(file.name, file.text) }
        let bag = DiagnosticBag()
        let hub = try #require(HubLoader.load(directory.path, into: bag), "\(TextRenderer().render(bag.diagnostics))")
        try FileManager.default.createDirectory(atPath: hub.stateDirectory, withIntermediateDirectories: true)
        var settings = SyncRun.Settings()
        settings.now = { 1_772_589_420_000 }
        if let data, data.hasSuffix(".hj212") { settings.notices = try DeviceExample(hub, frames: data).notices }
        let ended = try await SyncRun(try #require(hub.task(for: "ledger")), settings: settings).perform()
        #expect(ended.state == .ok, "\(ended.message)")
        held = try Store(path: hub.storePath).quarantineGroups(QuarantineFilter()).map(\.code)
        for file in files where !file.name.hasSuffix(".sql") { try write(file.name, file.text) }
    }
}
