import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

@testable import Serving

/// Files as other people's programs read them.
@Suite struct SnapshotFormatTests {
    private static let pandas = TestPython.having("pandas", "pandas==2.3.3")
    private static let openpyxl = TestPython.having("openpyxl", "openpyxl==3.1.5")
    private static let hasXMLLint = TestProgram.succeeds(["xmllint", "--version"])

    /// Names that some format could trip over.
    private static let names: [String?] = [
        "清远市示例陶瓷有限公司", "=1+1", "-5", "914418020000000018", "007", "a,b \"c\"\r\nd", "<x>&amp;]]>",
        "tab\tand\u{1}control\u{0}", "\u{1F600}\u{FFFE}", " blank ", "back\\slash\\u0041", nil, "true", "null", "",
    ]
    private let hub: Hub
    private let partner: Fetching

    init() throws {
        hub = try Hub()
        partner = try Fetching(hub, key: try hub.consumer("reader", feeds: ["water"]))
        try hub.publisher.commit(Self.names.enumerated().map { (Int64($0 + 1), [$1, "441802"]) })
    }

    /// The names that a Python expression finds in a file.
    private func names(_ file: String, _ python: String, _ expression: String) throws -> [String?] {
        try partner.fetch(file)
        let name = file.prefix { $0 != "?" }
        let program = "import json, sys, pandas as pd; path = sys.argv[1]; print(json.dumps(\(expression)))"
        let outcome = try TestProgram.run([python, "-c", program, String(name)], in: partner.folder.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue(parsing: outcome.output).arrayValue?.map(\.stringValue) ?? []
    }

    /// A name without what XML cannot hold.
    private static func clean(_ name: String?) -> String? {
        name.map { String($0.unicodeScalars.map { [0, 1, 0xFFFE].contains($0.value) ? "\u{FFFD}" : Character($0) }) }
    }

    @Test(.enabled(if: pandas != nil)) func pandasReadsLines() throws {
        let read = try names(
            "pollution_source.ndjson", try #require(Self.pandas),
            "[r.get('name') for r in pd.read_json(path, lines=True)['record'].dropna()]")
        #expect(read == Self.names)
    }

    @Test(.enabled(if: pandas != nil)) func pandasReadsTables() throws {
        let python = try #require(Self.pandas)
        let expression = """
            [None if v == '' else v for v in pd.read_csv(path, dtype=str, keep_default_na=False)['name']]
            """
        let raw = try names("pollution_source.csv?csv=raw", python, expression)
        // A table has one emptiness only, and some versions of this reader drop zeros.
        let read = raw.map { $0?.replacing("\u{0}", with: "") }
        #expect(read == Self.names.map { $0 == "" ? nil : $0?.replacing("\u{0}", with: "") })
        let disarmed = try names("pollution_source.csv", python, expression)
        #expect(disarmed[1] == "'=1+1" && disarmed[2] == "'-5" && disarmed[0] == Self.names[0])
        #expect(try partner.bytes("pollution_source.csv").prefix(3) == [0xEF, 0xBB, 0xBF])
    }

    @Test func aTableIsThatOfChanges() async throws {
        for raw in ["", "?csv=raw"] {
            try partner.fetch("pollution_source.csv" + raw)
            let query = raw.isEmpty ? "" : "&csv=raw"
            let changes = try await hub.get(
                "/v1/feeds/water/changes?cursor=start&f=csv&entity=pollution_source" + query, key: partner.key)
            #expect(try partner.bytes("pollution_source.csv") == changes.body)
        }
    }

    @Test(.enabled(if: pandas != nil && openpyxl != nil)) func pandasReadsWorkbooks() throws {
        // One Python has both only when both came the same way.
        let python = try #require(Self.pandas)
        guard TestProgram.succeeds([python, "-c", "import openpyxl"]) else { return }
        let read = try names(
            "pollution_source.xlsx", python,
            "[None if v == '' else v for v in pd.read_excel(path, dtype=str, keep_default_na=False)['name']]")
        let expected = Self.names.map { name in
            name == "" ? nil : Self.clean(name)?.replacing("\r\n", with: "\n")
        }
        #expect(read == expected)
        let program = """
            import sys, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            sheet = book['pollution_source']
            print([c.value for c in sheet[1]], sheet.freeze_panes, sheet['D5'].value, sheet['D5'].data_type, sheet['B5'].value)
            print([[c.value for c in row] for row in book['说明'].iter_rows()])
            """
        let outcome = try TestProgram.run(
            [try #require(Self.openpyxl), "-c", program, "pollution_source.xlsx"], in: partner.folder.path)
        #expect(outcome.output.hasPrefix("['id', 'rev', 'at', 'name', 'region'] A2 914418020000000018 s 1\n"))
        #expect(outcome.output.contains("'name', '中文', 'English'") && outcome.output.contains("['feed', 'water'"))
    }

    @Test(.enabled(if: hasXMLLint)) func xmllintReadsXML() throws {
        try partner.fetch("pollution_source.xml")
        let (status, said) = try partner.run("xmllint --noout pollution_source.xml")
        #expect(status == 0, "\(said)")
        let program = """
            import json, sys, xml.etree.ElementTree as tree
            ns = '{urn:envhub:feed:1}'; nil = '{http://www.w3.org/2001/XMLSchema-instance}nil'
            root = tree.parse('pollution_source.xml').getroot()
            print(json.dumps([None if e.find(ns + 'name').get(nil) else e.find(ns + 'name').text or '' for e in root.findall(ns + 'pollution_source')]))
            print(root.get('cursor'), root.get('feed'), root[0].get('id'))
            """
        let outcome = try TestProgram.run(["python3", "-c", program], in: partner.folder.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let read = try JSONValue(parsing: try #require(lines.first)).arrayValue?.map(\.stringValue)
        #expect(read == Self.names.map(Self.clean))
        #expect(lines.last?.hasSuffix(" water \(Publisher.id(1))") == true)
    }

    @Test func placesAreGeoJSON() async throws {
        let hub = try PlacedHub()
        try hub.commit([
            (1, .init(name: "清远", place: (113.0512, 23.689), opened: 1_795_996_800_000)), (2, .init(name: "无")),
            (3, .init(name: nil, place: (112, 24))),
        ])
        let file = try await hub.get("/v1/feeds/map/snapshot/point.geojson")
        #expect(file.fields["Content-Type"] == "application/geo+json")
        let features = file.json["features"]?.arrayValue ?? []
        #expect(file.json["type"] == "FeatureCollection" && features.count == 3)
        #expect(features[0]["geometry"] == ["type": "Point", "coordinates": [.number("113.0512"), .number("23.689")]])
        #expect(features[0]["id"]?.stringValue == PlacedHub.id(1) && features[1]["geometry"] == .null)
        #expect(features[2]["properties"]?["name"] == .null && features[2]["properties"]?["opened_at"] == .null)
        #expect(file.json["cursor"]?.stringValue == file.fields["Feed-Cursor"])
        let coarse = try await hub.get("/v1/feeds/coarse/snapshot/point.geojson")
        #expect(coarse.json["features"]?[0]?["geometry"]?["coordinates"] == [.number("113.1"), .number("23.7")])
        #expect(!coarse.text.contains("113.05"))
        let empty = try await hub.get("/v1/feeds/map/snapshot/word.geojson")
        #expect(empty.json["features"]?.arrayValue?.isEmpty == true)
    }

    /// GDAL, as QGIS has it.
    @Test(.enabled(if: TestPython.having("pyogrio", "pyogrio==0.13.0") != nil)) func gdalReadsGeoJSON() async throws {
        let hub = try PlacedHub()
        try hub.commit([(1, .init(name: "清远", place: (113.0512, 23.689))), (2, .init(name: "无"))])
        let folder = try TemporaryFolder()
        let file = try folder.write(try await hub.get("/v1/feeds/map/snapshot/point.geojson").body, to: "a.geojson")
        let program = """
            import sys, pyogrio
            info = pyogrio.read_info(sys.argv[1]); meta, _, geometry, fields = pyogrio.raw.read(sys.argv[1])
            print(info['features'], info['crs'], info['geometry_type'], list(fields[list(meta['fields']).index('name')]), [g is None for g in geometry])
            """
        let python = try #require(TestPython.having("pyogrio", "pyogrio==0.13.0"))
        let outcome = try TestProgram.run([python, "-c", program, file])
        #expect(outcome.output == "2 EPSG:4326 Point ['清远', '无'] [False, True]\n", "\(outcome.errors)")
    }
}
