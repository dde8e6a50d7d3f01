import Connectors
import Diagnostics
import Feeds
import Foundation
import Identity
import JSON
import Mappings
import Model
import Sync
import Testing

@testable import envhub

/// The JSON Schemas for editors know the keys that the readers know.
@Suite(.enabled(if: SchemaValidator.isThere, SchemaValidator.missing)) struct EditorSchemaTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("editor-\(UUID().uuidString)")
        .path
    private let roots = [Binary.root, Binary.root + "/Tests/EndToEndTests/RealData/hub"]

    init() throws {
        let outcome = try Binary.run(["schema", "--editor", folder])
        try #require(outcome.status == 0, "\(outcome.err)")
    }

    @Test func everyFileOfTheRepositoryIsValid() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (status, output) = try SchemaValidator.run(SchemaValidator.validating, [folder] + roots)
        #expect(status == 0)
        let lines = output.split(separator: "\n")
        #expect(lines.count == 1, "\(output)")
        let count = lines.last?.split(separator: " ").last.flatMap { Int($0) } ?? 0
        #expect(count > 70, "\(output)")
    }

    /// An unknown key in any mapping of any file: what the reader calls unknown, the schema does, and nothing else.
    @Test func unknownKeysAreTheSameToReadersAndEditors() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (status, output) = try SchemaValidator.run(SchemaValidator.mutating, [folder] + roots)
        try #require(status == 0, "\(output)")
        let words = try #require(HubWords.load(Binary.root, into: DiagnosticBag()))
        var counts = [true: 0, false: 0]
        for line in output.split(separator: "\n") {
            let mutant = try JSONValue(parsing: String(line))
            let kind = try #require(mutant["kind"]?.stringValue)
            let text = try #require(mutant["text"]?.stringValue)
            let isUnknown = mutant["unknown"]?.boolValue ?? false
            let place = "\(mutant["file"]?.stringValue ?? "") \(mutant["path"]?.stringValue ?? "")"
            #expect(
                Self.reportsUnknownKey(kind, Array(text.utf8), words) == isUnknown, "\(place)\n\(text.prefix(2000))")
            counts[isUnknown, default: 0] += 1
        }
        #expect(counts[true]! > 300 && counts[false]! > 30, "\(counts)")
    }

    /// Whether the reader of a kind of file calls the key `zzz` unknown.
    private static func reportsUnknownKey(_ kind: String, _ bytes: [UInt8], _ words: HubWords) -> Bool {
        let bag = DiagnosticBag()
        switch kind {
        case "connector": _ = ConnectorDefinition.read(file: "x.yaml", bytes: bytes, into: bag)
        case "mapping":
            let context = MappingContext(schema: words.schema, codes: words.codes, units: words.units)
            _ = CompiledMapping.compile(ConfigFile(name: "x.yaml", bytes: bytes, bag: bag), in: context)
        case "feed": _ = CompiledFeed.read(name: "x.yaml", bytes: bytes, schema: words.schema, into: bag)
        case "entity": _ = SchemaReader.read([("x.yaml", bytes)], into: bag)
        case "identity":
            _ = IdentityRules.read(name: "x.yaml", bytes: bytes, schema: words.schema, systems: nil, into: bag)
        default: _ = UnitReader.read(name: "x.yaml", bytes: bytes, into: bag)
        }
        return bag.diagnostics.contains { $0.code == .unknownKey && $0.message.contains("zzz") }
    }

    /// Keys that no file of the repository has are checked by the lists they come from.
    @Test func everyKeyOfAKindIsInItsSchema() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/connector.schema.json"))
        let schema = try JSONValue(parsing: String(decoding: data, as: UTF8.self))
        let cases = try #require(schema["allOf"]?.arrayValue)
        #expect(cases.count == connectorKinds.count)
        for (kind, one) in zip(connectorKinds, cases) {
            let then = try #require(one["then"])
            let keys = Set(try #require(then["properties"]?.objectValue).map(\.key))
            #expect(keys == Set((commonConnectorKeys[""] ?? []) + kind.topKeys), "\(kind.name)")
            for (section, names) in kind.keys where section != "" {
                var inner: JSONValue? = then
                for step in section.split(separator: ".") { inner = inner?["properties"]?[String(step)] }
                guard let inner else { continue }
                #expect(
                    Set(inner["properties"]?.objectValue?.map(\.key) ?? []) == Set(names), "\(kind.name) \(section)")
            }
        }
    }
}
