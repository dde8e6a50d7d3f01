import Connectors
import Foundation
public import Mappings
import Model

/// The tests of a hub's mappings, run as its runs would map their records: same decoder, same engine, same code tables.
public struct HubTests {
    /// A test and how it ended.
    public struct Result: Sendable {
        /// The name of the mapping's file.
        public let mapping: String
        /// The test.
        public let test: MappingTest
        /// How it ended.
        public let verdict: TestVerdict
    }

    private let hub: Hub

    /// The tests of `hub`.
    public init(_ hub: Hub) {
        self.hub = hub
    }

    /// The names of the mappings, in their order.
    public var names: [String] { hub.tests.keys.sorted() }

    /// Runs all tests of the mappings called `names`.
    public func run(_ names: [String]) -> [Result] {
        names.flatMap { name -> [Result] in
            guard let (mapping, definition) = subject(name) else { return [] }
            let bench = TestBench(mapping, schema: hub.schema, codes: hub.codes, zone: definition?.timezone)
            return (hub.tests[name] ?? []).map { test in
                Result(mapping: name, test: test, verdict: verdict(test, name, mapping, definition, bench))
            }
        }
    }

    /// The mapping as the first connector that uses it reads it.
    private func subject(_ name: String) -> (mapping: CompiledMapping, definition: ConnectorDefinition?)? {
        if let definition = hub.connectors.first(where: { $0.mapping == name }) {
            return hub.mappings[definition.name].map { ($0, definition) }
        }
        return hub.spareMappings[name].map { ($0, nil) }
    }

    private func verdict(
        _ test: MappingTest, _ name: String, _ mapping: CompiledMapping, _ definition: ConnectorDefinition?,
        _ bench: TestBench
    ) -> TestVerdict {
        do {
            guard let record = record(test, name) else {
                return TestVerdict(unreadable: "no such file in mappings/tests/\(name)", test)
            }
            let page =
                if let definition {
                    try decodeWritten(
                        record, name: test.name, definition: definition, plan: definition.plan(for: mapping.shape))
                } else {
                    try decodeWritten(
                        record, name: test.name, format: mapping.pathKind.format, shape: mapping.shape)
                }
            return bench.judge(test, page)
        } catch {
            return TestVerdict(unreadable: error.message, test)
        }
    }

    private func record(_ test: MappingTest, _ name: String) -> WrittenRecord? {
        switch test.record {
        case .tree(let node): return .tree(node)
        case .text(let text): return .text(Array(text.utf8))
        case .file(let file):
            let path = "\(hub.directory)/mappings/tests/\(name)/\(file)"
            return FileManager.default.contents(atPath: path).map { .text(Array($0)) }
        }
    }
}

extension PathKind {
    /// The format of records with such paths, for mappings that no connector uses.
    fileprivate var format: RecordFormat {
        switch self {
        case .json: .json
        case .xml: .xml(namespaces: [:])
        case .columns: .table
        }
    }
}
