import Diagnostics
import Foundation
import Model
import Testing

@testable import Connectors

/// Reads a connector file that must be right.
func definition(_ yaml: String, _ location: SourceLocation = #_sourceLocation) throws -> ConnectorDefinition {
    let bag = DiagnosticBag()
    let found = ConnectorDefinition.read(file: "connectors/test.yaml", bytes: Array(yaml.utf8), into: bag)
    let told = bag.diagnostics.map { "\($0.location?.description ?? "") \($0.message) \($0.evidence) \($0.help)" }
    return try #require(found, "\(told)", sourceLocation: location)
}

typealias SourceLocation = Testing.SourceLocation

/// What a run pulled.
struct PulledRun {
    var rows: [[String?]] = []
    var faults: [RecordPage.Fault] = []
    var raws: [String] = []
    var cursors: [String?] = []
    var pages = 0
    var end: String?
}

/// Pulls to the end, at most 200 pages.
func pullAll(_ connector: any Connector, from cursor: String? = nil) async throws -> PulledRun {
    var run = PulledRun()
    var cursor = cursor
    while run.pages < 200 {
        let pulled = try await connector.page(after: cursor)
        run.pages += 1
        run.rows += rows(pulled.page)
        run.faults += pulled.page.faults
        run.raws += (0..<pulled.page.count).map { String(decoding: pulled.page.raw($0), as: UTF8.self) }
        run.cursors.append(pulled.cursor)
        cursor = pulled.cursor
        run.end = pulled.cursor
        if !pulled.hasMore { return run }
    }
    Issue.record("the run does not end")
    return run
}

/// Decodes one raw record that was kept.
func decodeKept(
    _ raw: String, prologue: [UInt8] = [], _ definition: ConnectorDefinition, _ plan: RecordPlan
) throws -> RecordPage {
    let record = KeptRecords.Record(raw: Array(raw.utf8)[...], item: 7, line: 8)
    let kept = KeptRecords(name: "kept", prologue: prologue, layout: nil, records: [record])
    return try kept.decode(definition, plan: plan).page
}

/// The values of scope 0.
func rows(_ page: RecordPage, scope: Int = 0) -> [[String?]] {
    (0..<page.scopes[scope].rowCount).map { row in
        (0..<page.scopes[scope].slotCount).map { page.text(of: page.field($0, row: row, scope: scope)) }
    }
}

extension ConnectorDefinition {
    /// Opens the connector for these paths.
    func open(_ paths: [String], hub: String = "/") throws -> any Connector {
        let environment = ConnectorEnvironment(
            hubDirectory: hub, stateDirectory: hub + "/state", variables: ["SECRET": "s3cret"])
        let plan = plan(for: RecordShape(scopes: [.init(paths: paths)]))
        return try openConnector(self, plan: plan, environment: environment)
    }
}
