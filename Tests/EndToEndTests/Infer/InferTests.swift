import Foundation
import JSON
import Testing

@testable import envhub

/// `envhub infer` from files and connectors, against the schema and the code tables of the repository.
@Suite struct InferTests {
    /// A hub directory with the repository's schema, codes and units, and nothing else.
    final class EmptyHub {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("infer-\(UUID().uuidString)").path

        init() throws {
            try FileManager.default.createDirectory(atPath: path + "/mappings", withIntermediateDirectories: true)
            for part in ["schema", "codes", "units.yaml"] {
                try FileManager.default.copyItem(
                    atPath: Binary.root + "/mappings/" + part, toPath: path + "/mappings/" + part)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ name: String, _ text: String) throws -> String {
            let file = URL(fileURLWithPath: path + "/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return file.path
        }

        func text(_ name: String) throws -> String {
            try String(contentsOfFile: path + "/" + name, encoding: .utf8)
        }

        func run(_ words: String...) throws -> Binary.Outcome { try Binary.run(words + ["--hub", path]) }
    }

    static let outlets = """
        stWrybh,stPfkbh,stPfkmc,pfklx,产生浓度,jd,wd,排气筒高度(m),gxsj,bz
        607202776001,DA001,锅炉排气筒,废气,/,112.51,23.68,15,2024-01-02 03:04:05,
        607202776002,DA002,喷漆排气筒,废气,/,112.52,23.69,25.5,2024-01-02 03:04:06,
        607202776003,DW001,总排口,废水,0012,112.53,23.70,,2024-01-02 03:04:07,x
        """

    @Test func draftsOfATablePassCheckAndSync() throws {
        let hub = try EmptyHub()
        let sample = try hub.write("in/outlets.csv", Self.outlets)
        let outcome = try hub.run("infer", "--file", sample, "--as", "outlets")
        #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
        let mapping = try hub.text("mappings/outlets.yaml")
        for line in [
            "  outlet:  #", "code: { from: stPfkbh, check: outlet_code, on_fail: keep+flag }  # guess 0.9",
            "source: stWrybh  # guess 0.8", "name: stPfkmc  # guess", "height: { from: 排气筒高度(m), unit: m }",
            "location: { lon: jd, lat: wd, datum: wgs84", "  - gxsj  # in 3 of 3, datetime",
        ] { #expect(mapping.contains(line), "\(line)\n\(mapping)") }
        #expect(try hub.text("connectors/outlets.yaml").contains("folder: in\n"))
        #expect(try hub.run("check").status == 0)
        let sync = try hub.run("sync", "outlets")
        #expect(sync.status == 0 && sync.out.contains(" 3 "), "\(sync.out)\(sync.err)")
    }

    /// Every field of the source is in the draft, as a field or under `ignore:`.
    @Test func nothingIsSilent() throws {
        let hub = try EmptyHub()
        let sample = try hub.write("in/outlets.csv", Self.outlets)
        let printed = try hub.run("infer", "--file", sample, "--print").out
        let draft = try #require(printed.range(of: "# mappings/outlets.yaml")).lowerBound
        for name in Self.outlets.split(separator: "\n")[0].split(separator: ",") {
            #expect(printed[draft...].contains(name), "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: hub.path + "/mappings/outlets.yaml"))
    }

    /// A leading zero or more than 15 digits make a name of a number.
    @Test(arguments: ["0012", "1234567890123456"]) func namesOfDigitsAreNoNumbers(_ value: String) throws {
        let hub = try EmptyHub()
        let sample = try hub.write(
            "in/x.csv", "排放口编号,污染源编码,排气筒高度(m)\nDA001,a,15\nDA002,b,\(value)\n")
        let out = try hub.run("infer", "--file", sample, "--print").out
        #expect(!out.contains("height:"))
        #expect(out.contains("  - 排气筒高度(m)  #") && out.contains("never guessed to be a number"), "\(out)")
    }

    @Test func recordsOfSomethingElseAreSaidToBe() throws {
        let hub = try EmptyHub()
        let sample = try hub.write("in/songs.csv", "songwriter,chords\nA,7\nB,9\nA,7\n")
        let outcome = try hub.run("infer", "--file", sample)
        #expect(outcome.status == 1, "the mapping is to be filled in")
        #expect(
            outcome.out.contains("no entity of the schema has these fields; 2 paths left out"), "\(outcome.out)")
    }

    @Test func filesThatAreThereStay() throws {
        let hub = try EmptyHub()
        let sample = try hub.write("in/outlets.csv", Self.outlets)
        _ = try hub.write("mappings/outlets.yaml", "mine\n")
        let outcome = try hub.run("infer", "--file", sample)
        #expect(outcome.status == 1 && outcome.err.contains("mappings/outlets.yaml is there already"))
        #expect(try hub.text("mappings/outlets.yaml") == "mine\n")
        #expect(!FileManager.default.fileExists(atPath: hub.path + "/connectors/outlets.yaml"))
    }

    static let permits = """
        {"code":0,"data":{"total":2,"rows":[
        {"xkzbh":"91441802MA5DEM004M001P","dwmc":"清远市甲厂","tyshxydm":"91441802MA5DEM004M","hylbdm":"3072","zt":"1",
         "pfkList":[{"pfkbh":"DW001","pfkmc":"总排口","pqtgd":"15","xzList":[{"wrw":"氨氮","nd":"10mg/L","nddw":"mg/L"}]}]},
        {"xkzbh":"91441802MA5DEM005X001P","dwmc":"清远市乙厂","tyshxydm":"91441802MA5DEM005X","hylbdm":"3073","zt":"9",
         "pfkList":[{"pfkbh":"DA001","pfkmc":"排气筒","pqtgd":"25","xzList":[]}]}]}}
        """

    @Test func listsOfJSONBecomeChildren() throws {
        let hub = try EmptyHub()
        let outcome = try hub.run("infer", "--file", try hub.write("in/permits.json", Self.permits))
        #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
        let mapping = try hub.text("mappings/permits.yaml")
        for line in [
            "uscc: { from: $.tyshxydm", "each: \"$.pfkList[*]\"", "each: \"$.xzList[*]\"",
            "outlet_code: { from: ^.pfkbh",
            "value_max: { expr: 'number_in($.nd)' }", "  - $.zt  #",
        ] {
            #expect(
                mapping.contains(line) || mapping.contains(line.replacing("{ from: ", with: "")), "\(line)\n\(mapping)")
        }
        #expect(try hub.text("connectors/permits.yaml").contains("records: \"$.data.rows[*]\""))
        #expect(try hub.run("check").status == 0)
    }

    @Test func xmlKnowsUnitsInAttributes() throws {
        let hub = try EmptyHub()
        let sample = try hub.write(
            "in/w.xml",
            """
            <r><m><联单编号>2024440000001</联单编号><行号>1</行号><废物名称>废酸</废物名称><移出量 unit="t">1.5</移出量></m>
            <m><联单编号>2024440000002</联单编号><行号>1</行号><废物名称>废碱</废物名称><移出量 unit="kg">15</移出量></m></r>
            """)
        let outcome = try hub.run("infer", "--file", sample, "--as", "w")
        let mapping = try hub.text("mappings/w.yaml")
        #expect(outcome.status == 0, "\(outcome.out)\n\(mapping)")
        #expect(mapping.contains("waste_transfer:") && mapping.contains("unit: \"$['移出量/@unit']\""), "\(mapping)")
        #expect(!mapping.contains("- 移出量/@unit"))
        #expect(try hub.run("check").status == 0)
    }

    /// The element around a name belongs to it; a time may fill two fields; the enterprise keeps its own columns.
    @Test func namesAreSeenInTheirPlace() throws {
        let hub = try EmptyHub()
        let party = { (name: String) in "<name>\(name)</name><creditCode>91441802MA5DEM004M</creditCode>" }
        let rows = (1...2).map { number in
            "<m><manifestNo>202444000000\(number)</manifestNo><generator>\(party("甲"))</generator>"
                + "<receiver>\(party("乙"))</receiver></m>"
        }
        let xml = try hub.write("in/m.xml", "<r>\(rows.joined())</r>")
        let manifests = try hub.run("infer", "--file", xml, "--print").out
        for line in ["generator_name: generator/name ", "receiver_name: receiver/name ", "from: receiver/creditCode"] {
            #expect(manifests.contains(line), "\(line)\n\(manifests)")
        }
        let waste = try hub.write(
            "in/d.csv",
            "企业编码,单位名称,所在区县,废物代码,废物名称,申报周期,产生量（吨）\nE1,甲,清城区,900-041-49,废桶,2024,1\nE2,乙,清新区,900-041-49,废桶,2024,2\n")
        let declarations = try hub.run("infer", "--file", waste, "--print").out
        for line in ["local_code: 企业编码", " name: 单位名称", "unit: 吨 }", "waste: 废物代码"] {
            #expect(declarations.contains(line), "\(line)\n\(declarations)")
        }
        #expect(!declarations.contains("receiver_name: 单位名称"))
        let lab = try hub.write("in/l.csv", "点位编码,项目名称,采样时间,监测值\nP1,氨氮,2024-01-02 03:04:05,1\n")
        let results = try hub.run("infer", "--file", lab, "--print").out
        #expect(results.contains(" time: 采样时间") && results.contains("sampled_at: 采样时间"), "\(results)")
    }

    /// A pollutant a column, as water stations write.
    @Test func wideTablesBecomeMeasurements() throws {
        let hub = try EmptyHub()
        let sample = try hub.write(
            "in/station.csv",
            "站点名称,监测时间,溶解氧(mg/L),氨氮(mg/L),总磷(mg/L)\n闸口,2020-01-01 02,9.1,0.2,0.1\n闸口,2020-01-01 03,9.2,,\n")
        #expect(try hub.run("infer", "--file", sample).status == 0)
        let mapping = try hub.text("mappings/station.yaml")
        #expect(mapping.components(separatedBy: "entity: measurement").count == 4, "\(mapping)")
        #expect(mapping.contains("pollutant: { const: w21003 }") && mapping.contains("unit: { const: mg/L }"))
        let sync = try hub.run("sync")
        #expect(sync.status == 0, "\(sync.out)\(sync.err)")
    }

    @Test func connectorsThatAreThereAreLearntFrom() throws {
        let hub = try EmptyHub()
        _ = try hub.write("in/outlets.csv", Self.outlets)
        _ = try hub.write("connectors/outlets.yaml", SmallHub.connector.replacing("sources", with: "outlets"))
        let outcome = try hub.run("infer", "outlets")
        #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
        #expect(try hub.text("mappings/outlets.yaml").contains("mapping: outlets\n"))
        #expect(try hub.run("infer", "nothing").status == 2)
        #expect(try hub.run("infer").status == 2)
    }

    @Test func theProfileIsJSONForScripts() throws {
        let hub = try EmptyHub()
        let sample = try hub.write("in/outlets.csv", Self.outlets)
        let profile = try JSONValue(parsing: try hub.run("infer", "--file", sample, "--json").out)
        #expect(profile["count"] == 3 && profile["fields"]?.arrayValue?.count == 10)
        #expect(profile["fields"]?.arrayValue?.first?["types"]?["integer"] == 3)
        #expect(!FileManager.default.fileExists(atPath: hub.path + "/mappings/outlets.yaml"))
    }
}
