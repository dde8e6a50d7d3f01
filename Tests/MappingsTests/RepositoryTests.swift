import Diagnostics
import Foundation
import Model
import Testing

@testable import Mappings

/// The mappings that the repository brings along.
@Suite("The repository's mappings")
struct RepositoryTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../mappings").standardized

    static func files(_ name: String, _ ending: String) -> [(name: String, bytes: [UInt8])] {
        let place = folder.appending(path: name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted().compactMap { file in
            (try? Data(contentsOf: place.appending(path: file))).map { (file, [UInt8]($0)) }
        }
    }

    static let names = files("", ".yaml").map(\.name).filter { $0 != "units.yaml" && $0 != "identity.yaml" }

    @Test("Each compiles against the repository's schema, codes and units", arguments: names)
    func compiles(name: String) throws {
        let bag = DiagnosticBag()
        let units = try #require(Self.files("", ".yaml").first { $0.name == "units.yaml" })
        var codes: [String: CodeTable] = [:]
        for file in Self.files("codes", ".csv") {
            let name = String(file.name.dropLast(4))
            codes[name] = CodeTable.read(name: name, bytes: file.bytes, into: bag)
        }
        let schema = try #require(SchemaReader.read(Self.files("schema", ".yaml"), into: bag))
        let table = try #require(UnitReader.read(name: units.name, bytes: units.bytes, into: bag))
        let connector = Self.files("../connectors", name).first { $0.name == name }
        let isXML = connector.map { String(decoding: $0.bytes, as: UTF8.self).contains("kind: soap") } ?? false
        let context = MappingContext(
            schema: schema, codes: codes, units: table, zone: TimeZoneRules(named: "Asia/Shanghai"),
            pathKind: isXML ? .xml : nil)
        let bytes = try #require(Self.files("", ".yaml").first { $0.name == name }).bytes
        _ = CompiledMapping.compile(ConfigFile(name: name, bytes: bytes, bag: bag), in: context)
        #expect(!bag.hasErrors, "\n\(TextRenderer().render(bag.diagnostics))")
    }
}
