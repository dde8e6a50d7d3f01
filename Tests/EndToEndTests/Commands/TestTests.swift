import Diagnostics
import Foundation
import JSON
import Mappings
import Sync
import Testing

@Suite struct TestTests {
    private static let tests = """
        tests:
          - name: 日期照样读
            record: { 编码: A9, 成立日期: 2011-05-06 }
            expect:
              pollution_source: { local_code: A9, established_on: 2011-05-07 }
          - name: 整行
            record: |
              编码,名称,成立日期
              A1,"佛冈县, 第二水泥厂",2012-07-08
            expect: { pollution_source: { name: "佛冈县, 第二水泥厂" } }
          - name: 坏日期
            record_file: bad.csv
            expect: { pollution_source: 1 }

        """

    private func hub() throws -> SmallHub {
        let hub = try SmallHub()
        try hub.write("mappings/tests/sources/dates.yaml", Self.tests)
        try hub.write("mappings/tests/sources/bad.csv", "编码,名称,成立日期\nA3,连州市造纸厂,2013/09/10\n")
        return hub
    }

    /// The whole text, as the design has it.
    @Test func failuresSayWhereAndWhy() throws {
        let outcome = try hub().run("test")
        #expect(outcome.status == 1)
        #expect(
            outcome.out == """
                FAIL sources › 日期照样读   mappings/tests/sources/dates.yaml:5:59
                  pollution_source[0].established_on  expected 2011-05-07   got 2011-05-06   mappings/tests/sources/dates.yaml:5:59
                      source "2011-05-06" at 成立日期

                FAIL sources › 坏日期   mappings/tests/sources/dates.yaml:11:11
                  quarantine  expected nothing more   got R2103 pollution_source.established_on: not a date in yyyy-MM-dd: "2013/09/10"   mappings/tests/sources/dates.yaml:11:11
                      at 成立日期, mappings/sources.yaml:9:31

                2 failed, 1 passed

                """)
    }

    @Test func updateWritesFailsAndPassesThen() throws {
        let hub = try hub()
        let first = try hub.run("test", "--update")
        #expect(first.status == 1 && first.err.contains("wrote 3 expectations in mappings/tests/sources/dates.yaml"))
        let file = hub.directory.appendingPathComponent("mappings/tests/sources/dates.yaml")
        let expected = Self.tests.replacing("2011-05-07", with: "2011-05-06")
            .replacing(
                "expect: { pollution_source: 1 }",
                with: "expect: { pollution_source: 0 }\n    quarantine:\n      - { entity: pollution_source, "
                    + "field: established_on, code: R2103 }")
        #expect(try String(contentsOf: file, encoding: .utf8) == expected)
        let second = try hub.run("test")
        #expect(second.status == 0 && second.out == "3 passed\n")
    }

    @Test func scriptsReadJSON() throws {
        let hub = try hub()
        let found = try hub.json("test", "sources")
        #expect(found["passed"] == 1 && found["failed"] == 2)
        let difference = found["tests"]?[0]?["differences"]?[0]
        #expect(difference?["expected"] == "2011-05-07" && difference?["line"] == 5 && difference?["column"] == 59)
        #expect(try hub.run("test", "nobody").status == 2)
    }

    @Test func recordsThatCannotBeReadAreToldAndMistakesStopTheCommand() throws {
        let hub = try hub()
        try hub.write("mappings/tests/sources/bad.csv", "编码,名称,成立日期\nA3,,\nA4,,\n")
        #expect(try hub.run("test").out.contains("record  expected one record   got 2 records"))
        try hub.write("mappings/tests/sources/more.yaml", "tests: [{ name: a, record: {}, expect: { permit: 1 } }]\n")
        let told = try hub.run("check")
        #expect(told.status == 1 && told.out.contains("this mapping gives no `permit`"))
        #expect(told.out.contains("mappings/tests/sources/more.yaml:1:42"))
        try hub.write("mappings/tests/sources/more.yaml", "tests: []\n")
        try hub.write("mappings/tests/sorces/a.yaml", "tests: []\n")
        #expect(try hub.run("check").out.contains("there is no mappings/sorces.yaml"))
    }

    /// A test is no row: nothing is made where there is no store.
    @Test func nothingIsStored() throws {
        let hub = try hub()
        try hub.run("test")
        #expect(!FileManager.default.fileExists(atPath: hub.directory.path + "/state"))
    }

    @Test("The repository's mappings have two tests each, and they pass") func repository() throws {
        let bag = DiagnosticBag()
        let hub = try #require(HubLoader.load(Binary.root, into: bag))
        let tests = HubTests(hub)
        #expect(tests.names.count >= 5)
        for name in tests.names {
            let results = tests.run([name])
            #expect(results.count >= 2, "\(name)")
            for result in results { #expect(result.verdict.differences.isEmpty, "\(name): \(result.test.name)") }
        }
    }
}
