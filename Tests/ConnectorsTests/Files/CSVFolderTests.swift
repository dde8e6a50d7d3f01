import Model
import Testing

@testable import Connectors

@Suite struct CSVFolderTests {
    @Test func readsAFolder() async throws {
        let folder = try Folders.temporary()
        defer { folder.remove() }
        try folder.write("a.csv", "甲;乙\n1;2\n")
        try folder.write("b.csv", "甲;乙\n3;4\n")
        var files = CSVFolder(path: folder.path, pattern: "*.csv")
        files.delimiter = ";"
        files.encoding = "utf-8"
        let run = try await pullAll(try files.open(RecordPlan(shape: RecordShape(scopes: [.init(paths: ["乙", "甲"])]))))
        #expect(run.rows == [["2", "1"], ["4", "3"]])
    }

    @Test func refusesWhatItDoesNotKnow() {
        var files = CSVFolder(path: "/", pattern: "*")
        files.delimiter = "x"
        #expect(throws: ConnectorError.self) { try files.open(RecordPlan(shape: RecordShape())) }
        files.delimiter = ","
        files.encoding = "x"
        #expect(throws: ConnectorError.self) { try files.open(RecordPlan(shape: RecordShape())) }
    }

    @Test func refusesPathsThatNoRowHas() {
        let files = CSVFolder(path: "/", pattern: "*")
        var shape = RecordShape()
        _ = shape.scope(each: "$.list[*]", in: 0)
        let error = #expect(throws: ConnectorError.self) { try files.open(RecordPlan(shape: shape)) }
        #expect(error?.code == "bad_path")
        #expect(throws: ConnectorError.self) {
            try files.open(RecordPlan(shape: RecordShape(scopes: [.init(paths: ["$.a.b"])])))
        }
    }
}
