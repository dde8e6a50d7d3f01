import Diagnostics
import Foundation
import Mappings
import Model

/// The repository's own hub, against which inputs are compiled.
enum FuzzHub {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The files below a folder that end in one of the endings, in the order of their names.
    static func files(_ folder: String, _ ending: String) -> [(name: String, bytes: [UInt8])] {
        let below = FileManager.default.enumerator(atPath: root.path + "/" + folder)?.compactMap { $0 as? String } ?? []
        return below.filter { $0.hasSuffix(ending) }.sorted().compactMap { name in
            let path = folder + "/" + name
            return (try? Data(contentsOf: root.appending(path: path))).map { (path, Array($0)) }
        }
    }

    static let context: MappingContext = {
        let bag = DiagnosticBag()
        let schema = SchemaReader.read(files("mappings/schema", ".yaml"), into: bag)
        let units = files("mappings", "units.yaml").first.flatMap {
            UnitReader.read(name: $0.name, bytes: $0.bytes, into: bag)
        }
        let tables = files("mappings/codes", ".csv").compactMap {
            CodeTable.read(name: String($0.name.dropFirst(15).dropLast(4)), bytes: $0.bytes, into: bag)
        }
        guard let schema, let units, !bag.hasErrors else { fatalError(TextRenderer().render(bag.diagnostics)) }
        return MappingContext(
            schema: schema, codes: Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) }), units: units,
            zone: TimeZoneRules(named: "Asia/Shanghai"))
    }()

    static func context(_ kind: PathKind) -> MappingContext {
        var context = context
        context.pathKind = kind
        return context
    }
}
