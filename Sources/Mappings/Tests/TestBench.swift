import Diagnostics
public import Model

/// Tries records of tests on a mapping, with the engine that runs use.
public struct TestBench: Sendable {
    let mapping: CompiledMapping
    let schema: UnifiedSchema
    let codes: [String: CodeTable]
    let zone: TimeZoneRules

    /// A bench for `mapping`; `zone` is that of its connector.
    public init(
        _ mapping: CompiledMapping, schema: UnifiedSchema, codes: [String: CodeTable], zone: TimeZoneRules?
    ) {
        self.mapping = mapping
        self.schema = schema
        self.codes = codes
        self.zone = zone ?? .utc
    }

    /// Maps the record of a test, a page of its own, and compares.
    public func judge(_ test: MappingTest, _ page: RecordPage) -> TestVerdict {
        guard page.count + page.faults.count == 1 else {
            return TestVerdict(unreadable: "\(page.count + page.faults.count) records", test)
        }
        let outcome = TestOutcome(mapping, page, schema: schema, zone: zone)
        return TestComparison(test, outcome, TestReasons(outcome, codes)).verdict()
    }
}
