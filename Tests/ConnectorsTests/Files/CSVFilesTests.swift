import Compression
import Diagnostics
import Foundation
import Model
import Testing
import TextEncoding

@testable import Connectors

@Suite struct CSVFilesTests {
    private func yaml(_ extra: String = "", files: String = "", mode: String = "snapshot") -> String {
        """
        connector: licences
        kind: files
        files: { folder: inbox, pattern: "*.csv*", format: csv\(files) }
        identity: 编号
        sync: { mode: \(mode), deletes: none }
        \(extra)
        """
    }

    private func hub() throws -> Folders {
        let hub = try Folders.temporary()
        try FileManager.default.createDirectory(atPath: hub.path + "/inbox", withIntermediateDirectories: true)
        return hub
    }

    private func pull(_ hub: Folders, _ yaml: String, _ paths: [String] = ["编号", "$.名称"]) async throws -> PulledRun {
        try await pullAll(try definition(yaml).open(paths, hub: hub.path))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func readsLineEnds(_ end: String) async throws {
        let hub = try hub()
        defer { hub.remove() }
        let lines = ["编号,名称", "1,甲", "2,\"乙,\"\"丙\"\"\n丁\"", "3,戊"]
        try hub.write("inbox/a.csv", [0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: end).utf8))
        let run = try await pull(hub, yaml())
        #expect(run.rows == [["1", "甲"], ["2", "乙,\"丙\"\n丁"], ["3", "戊"]])
        #expect(run.faults.isEmpty)
        #expect(run.raws[0] == "1,甲")
    }

    @Test func readsGB18030ByItself() async throws {
        let hub = try hub()
        defer { hub.remove() }
        let text: [UInt8] =
            [0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x0A]
            + [0x31, 0x2C, 0xBC, 0xD7, 0x0A] + [0x32, 0x2C, 0xFF, 0xFF, 0x0A] + [
                0x33, 0x2C, 0x22, 0x82, 0x35, 0x95, 0x33, 0x22, 0x0A,
            ]
        try hub.write("inbox/a.csv", text)
        let run = try await pull(hub, yaml())
        #expect(run.rows == [["1", "甲"], ["3", "\u{9FE2}"]])
        #expect(run.faults.map(\.code) == ["R1003"])
        #expect(run.faults.first?.place.line == 3)
    }

    @Test func keepsBadRowsApart() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", Array("编号,名称\n1,甲\n2\n3,乙,丙\n4,".utf8) + [0xFF, 0x0A] + Array("5,\0\n6,己\n".utf8))
        let run = try await pull(hub, yaml())
        #expect(run.rows == [["1", "甲"], ["6", "己"]])
        #expect(run.faults.map(\.code).sorted() == ["R1001", "R1001", "R1003", "R1006"])
        #expect(Set(run.faults.map(\.place.line)) == [3, 4, 5, 6])
    }

    @Test func reportsAnOpenQuoteAndGoesOn() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", "编号,名称\n1,\"甲\n2,乙\n3,丙\n")
        let run = try await pull(hub, yaml())
        #expect(run.rows == [["2", "乙"], ["3", "丙"]])
        #expect(run.faults.map(\.code) == ["R1004"])
    }

    @Test func namesTheNearestColumn() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", "编号,名称,permit_no\n1,甲,x\n")
        let error = await #expect(throws: ConnectorError.self) { try await pull(hub, yaml(), ["permit_on"]) }
        #expect(error?.kind == .settings)
        #expect(error?.message.contains("did you mean `permit_no`?") == true)
        let lenient = try await pull(hub, yaml("contract: { missing_field: report }"), ["permit_on", "名称"])
        #expect(lenient.rows == [[nil, "甲", "1"]])
    }

    @Test func readsFilesWithoutHeader() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", "1;甲\n2;乙\n")
        let run = try await pull(hub, yaml("csv: { delimiter: \";\", header: false, columns: [编号, 名称] }"))
        #expect(run.rows == [["1", "甲"], ["2", "乙"]])
    }

    @Test func unpacksGzip() async throws {
        let hub = try hub()
        defer { hub.remove() }
        let packed = try Compressor().compress(Array("编号,名称\n1,甲\n2,乙\n".utf8))
        try hub.write("inbox/a.csv.gz", packed)
        let run = try await pull(hub, yaml())
        #expect(run.rows == [["1", "甲"], ["2", "乙"]])
        #expect(try FileManager.default.contentsOfDirectory(atPath: hub.path + "/state/spool/licences").isEmpty)
        try hub.write("inbox/a.csv.gz", [1, 2, 3])
        let error = await #expect(throws: ConnectorError.self) { try await pull(hub, yaml()) }
        #expect(error?.code == "bad_gzip")
    }

    @Test func resumesInMidFile() async throws {
        let hub = try hub()
        defer { hub.remove() }
        let lines = (1...500).map { "\($0),\"名\($0)\"" }
        try hub.write("inbox/a.csv", "编号,名称\n" + lines.prefix(300).joined(separator: "\n"))
        try hub.write("inbox/b.csv", "编号,名称\n" + lines.suffix(200).joined(separator: "\n") + "\n")
        let read = try definition(yaml(files: ", page_records: 40"))
        let whole = try await pullAll(try read.open(["编号"], hub: hub.path))
        #expect(whole.rows.map { $0[0] } == (1...500).map { String($0) })
        #expect(whole.pages == 13)
        for (index, cursor) in whole.cursors.dropLast().enumerated() {
            let rest = try await pullAll(try read.open(["编号"], hub: hub.path), from: cursor)
            #expect(
                rest.rows.count == whole.rows.count - min((index + 1) * 40, index >= 7 ? 300 + (index - 7) * 40 : 500))
            #expect(rest.rows.last == ["500"])
        }
    }

    @Test func takesAHugeLineAsAFault() async throws {
        let hub = try hub()
        defer { hub.remove() }
        let path = hub.path + "/inbox/a.csv"
        try hub.write("inbox/a.csv", "编号,名称\n1,甲\n2,")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        let piece = Data(repeating: 0x78, count: 1 << 20)
        for _ in 0..<100 { try handle.write(contentsOf: piece) }
        try handle.write(contentsOf: Data("\n3,丙\n".utf8))
        try handle.close()
        let run = try await pull(hub, yaml())
        #expect(run.rows == [["1", "甲"], ["3", "丙"]])
        #expect(run.faults.map(\.code) == ["R1002"])
        #expect(run.faults[0].place.length <= 1 << 16)
    }

    @Test func leavesUnfinishedFilesAlone() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", "编号,名称\n1,甲\n")
        try hub.write("inbox/b.csv.part", "编号,名称\n2,乙\n")
        #expect(try await pull(hub, yaml()).rows == [["1", "甲"]])
        #expect(try await pull(hub, yaml(files: ", stable_for: 1h", mode: "incremental")).rows.isEmpty)
        let error = await #expect(throws: ConnectorError.self) { try await pull(hub, yaml(files: ", stable_for: 1h")) }
        #expect(error?.code == "file_growing")
    }

    @Test func takesOnlyNewFiles() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", "编号,名称\n1,甲\n")
        try hub.write("inbox/empty.csv", "")
        try hub.write("inbox/only-header.csv", "编号,名称\n")
        let read = try definition(yaml(mode: "incremental"))
        let first = try await pullAll(try read.open(["编号"], hub: hub.path))
        #expect(first.rows == [["1"]])
        let second = try await pullAll(try read.open(["编号"], hub: hub.path), from: first.end)
        #expect(second.rows.isEmpty)
        try hub.write("inbox/b.csv", "编号,名称\n2,乙\n")
        let third = try await pullAll(try read.open(["编号"], hub: hub.path), from: second.end)
        #expect(third.rows == [["2"]])
        try hub.write("inbox/a.csv", "编号,名称\n1,甲甲\n")
        let fourth = try await pullAll(try read.open(["编号"], hub: hub.path), from: third.end)
        #expect(fourth.rows == [["1"]])
    }

    @Test func decodesAKeptRecord() async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", "编号,名称\n1,\"甲\"\"乙\"\n")
        let read = try definition(yaml())
        let plan = read.plan(for: RecordShape(scopes: [.init(paths: ["名称"])]))
        let pulled = try await read.open(["名称"], hub: hub.path).page(after: nil)
        let raw = String(decoding: pulled.page.raw(0), as: UTF8.self)
        let again = try decodeKept(raw, prologue: pulled.prologue, read, plan)
        #expect(rows(again) == [["甲\"乙", "1"]])
    }

    @Test(arguments: [
        ([0xFF, 0xFE, 0x16, 0x7F], "it is UTF-16LE: save it as UTF-8"),
        ([0xFE, 0xFF, 0x7F, 0x16], "it is UTF-16BE: save it as UTF-8"),
        ([0x50, 0x4B, 0x03, 0x04, 0x14], "it is an Excel workbook (.xlsx) or another ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "it is an Excel workbook (.xls)"),
    ])
    func saysWhatIsNoCSV(_ head: [UInt8], _ words: String) async throws {
        let hub = try hub()
        defer { hub.remove() }
        try hub.write("inbox/a.csv", head + [UInt8](repeating: 0, count: 600))
        for more in ["", "csv: { header: false, columns: [编号, 名称] }"] {
            let error = await #expect(throws: ConnectorError.self) { try await pull(hub, yaml(more)) }
            #expect(error?.code == "not_csv" && error?.kind == .unexpected)
            #expect(error?.message.contains("a.csv cannot be read as CSV: " + words) == true, "\(error?.message ?? "")")
        }
    }

    @Test(arguments: ["utf-16", "utf-16le", "utf-32be"])
    func refusesWideEncodings(_ encoding: String) {
        let bag = DiagnosticBag()
        let text = yaml("encoding: \(encoding)")
        #expect(ConnectorDefinition.read(file: "c.yaml", bytes: Array(text.utf8), into: bag) == nil)
        #expect(bag.diagnostics.map(\.message) == ["CSV files of `\(encoding)` cannot be read"])
    }

    @Test func saysThatTheFolderIsMissing() async throws {
        let hub = try Folders.temporary()
        defer { hub.remove() }
        let error = await #expect(throws: ConnectorError.self) { try await pull(hub, yaml()) }
        #expect(error?.kind == .settings)
    }
}
