import Connectors
import Foundation
import Mappings
import TestServers
import Testing

@testable import DemoSystems

@Suite("The example hub directory")
struct ExampleHubTests {
    static let names = ["discharge-permit", "hazardous-waste", "solid-waste", "monitoring", "lab-results"]

    @Test("has connectors and mappings without a mistake", arguments: names)
    func compiles(name: String) throws {
        let hub = try ExampleHub(packageRoot)
        let definition = try hub.connector(name)
        #expect(definition.name == name)
        #expect(try hub.mapping(definition).name == definition.mapping)
    }

    @Test(
        "brings what the demo systems expect, row by row",
        .enabled(if: SecureFileServer.missing == nil && MonitoringDatabase.driver != nil))
    func everything() async throws {
        let scratch = try TemporaryFolder()
        try await withSystems { systems in
            let root = scratch.url.appendingPathComponent("hub")
            try systems.writeHub(from: packageRoot, to: root)
            let hub = try ExampleHub(root)
            for expected in systems.expectedRows {
                let pull = try await CountedPull.run(hub, expected.system, state: scratch.url)
                #expect(pull.records == expected.records, "\(expected.system)")
                #expect(pull.whole == expected.quarantinedRecords, "\(expected.system) \(pull.reasons)")
                #expect(pull.parts == expected.quarantinedRows, "\(expected.system) \(pull.reasons)")
                #expect(pull.keys.mapValues(\.count) == expected.stored, "\(expected.system)")
            }
        }
    }

    @Test("reads the files from the folder when there is no SFTP server")
    func fallback() async throws {
        let scratch = try TemporaryFolder()
        try await withSystems { systems in
            let root = scratch.url.appendingPathComponent("hub")
            try systems.writeHub(from: packageRoot, to: root, isLocal: true)
            let hub = try ExampleHub(root)
            let pull = try await CountedPull.run(hub, "solid-waste", state: scratch.url)
            #expect(pull.records == systems.expectedRows.first { $0.system == "solid-waste" }?.records)
        }
    }

    @Test("gets its addresses and secrets; another directory is refused")
    func copies() async throws {
        let scratch = try TemporaryFolder()
        try await withSystems { systems in
            let root = scratch.url.appendingPathComponent("hub")
            try systems.writeHub(from: packageRoot, to: root)
            try systems.writeHub(from: packageRoot, to: root)
            let permit = try String(
                contentsOf: root.appendingPathComponent("connectors/discharge-permit.yaml"), encoding: .utf8)
            #expect(permit.contains(systems.permitURL) && !permit.contains("permit.example"))
            let secret = root.appendingPathComponent("secrets/ENVHUB_PERMIT_PASSWORD")
            #expect(try String(contentsOf: secret, encoding: .utf8) == systems.environment["ENVHUB_PERMIT_PASSWORD"])
            let rights = try FileManager.default.attributesOfItem(atPath: secret.path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            #expect(throws: DemoError.self) {
                try systems.writeHub(from: root, to: scratch.url.appendingPathComponent("again"))
            }
        }
    }
}
