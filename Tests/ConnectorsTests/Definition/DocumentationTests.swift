import Diagnostics
import Foundation
import Testing

@testable import Connectors

/// docs/connectors.md says everything, and everything it says is so.
@Suite struct DocumentationTests {
    private let text: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        text = try String(contentsOf: root.appendingPathComponent("docs/connectors.md"), encoding: .utf8)
    }

    /// The lines below a heading, up to the next.
    private func section(_ heading: String) -> [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0 == heading }) else { return [] }
        return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("#") })
    }

    private func isDocumented(_ key: String, under heading: String) -> Bool {
        section(heading).contains { $0.hasPrefix("| `\(key)` |") }
    }

    @Test func everyKeyIsDocumented() {
        for (name, keys) in commonConnectorKeys {
            let heading = name.isEmpty ? "## Every connector" : "### `\(name)`"
            for key in keys { #expect(isDocumented(key, under: heading), "\(heading): \(key)") }
        }
        for kind in connectorKinds {
            for (name, keys) in kind.keys {
                let heading = name.isEmpty ? "## Kind `\(kind.name)`" : "### `\(name)`"
                for key in keys { #expect(isDocumented(key, under: heading), "\(heading): \(key)") }
            }
        }
    }

    @Test func everyDocumentedKeyExists() {
        for kind in connectorKinds {
            let rows = section("## Kind `\(kind.name)`").filter { $0.hasPrefix("| `") }
            for row in rows {
                let key = row.dropFirst(3).prefix { $0 != "`" }
                #expect(kind.topKeys.contains(String(key)), "\(kind.name): \(key)")
            }
        }
    }

    @Test func everyExampleIsSound() {
        var kinds: Set<String> = []
        for block in text.components(separatedBy: "```yaml\n").dropFirst() {
            let yaml = block.components(separatedBy: "```")[0]
            let bag = DiagnosticBag()
            let read = ConnectorDefinition.read(file: "example.yaml", bytes: Array(yaml.utf8), into: bag)
            #expect(read != nil, "\(bag.diagnostics.map { "\($0.location?.description ?? "") \($0.message)" })")
            if let read { kinds.insert(read.kind) }
        }
        #expect(kinds == Set(connectorKinds.map(\.name)))
    }

    @Test func everyFaultIsDocumented() {
        for fault in RecordFault.allCases {
            #expect(DiagnosticCode.named(fault.code.id) == fault.code)
            #expect(text.contains("| \(fault.code.id) | \(fault.code.title) |"))
        }
    }
}
