import Connectors
public import Diagnostics
import Feeds
import Foundation
import Mappings
import Model
import Storage

/// Reads and compiles a hub directory, and tells every mistake in all of its files at once.
public struct HubLoader {
    let files: HubFiles
    let bag: DiagnosticBag

    /// Loads the hub in `directory`.
    ///
    /// - Returns: the hub, or nil when any file has an error; what was found, warnings too, is in `bag`.
    public static func load(_ directory: String, into bag: DiagnosticBag) -> Hub? {
        let loader = HubLoader(files: HubFiles(directory: directory), bag: bag)
        return loader.load()
    }

    private func load() -> Hub? {
        guard files.isPresent else {
            bag.add(Diagnostic(.missingFile, "there is no hub directory \(files.directory)", at: nil))
            return nil
        }
        let schemas = files.all("mappings/schema", ".yaml")
        if schemas.isEmpty {
            bag.add(
                Diagnostic(
                    .missingFile, "\(files.directory) has no mappings/schema/*.yaml", at: nil,
                    help: ["a hub directory holds `connectors/` and `mappings/`: name it with --hub DIR"]))
            return nil
        }
        let units = readUnits()
        let codes = readCodes()
        guard let schema = SchemaReader.read(schemas, into: bag), let units else { return nil }
        let feeds = files.all("mappings/feeds", ".yaml").compactMap {
            CompiledFeed.read(name: $0.name, bytes: $0.bytes, schema: schema, secret: feedSecret(), into: bag)
        }
        let connectorFiles = files.all("connectors", ".yaml")
        let connectors = connectorFiles.compactMap { file in
            ConnectorDefinition.read(file: file.name, bytes: file.bytes, into: bag).map {
                PlacedConnector(definition: $0, places: ConnectorPlaces(file))
            }
        }
        checkNames(connectors)
        let context = MappingContext(schema: schema, codes: codes, units: units)
        let (mappings, spare) = compile(connectors, context)
        let definitions = connectors.map(\.definition)
        let tests = readTests(definitions, mappings, spare, schema)
        let identity = readIdentity(schema, definitions, areAll: definitions.count == connectorFiles.count)
        guard !bag.hasErrors else { return nil }
        return Hub(
            directory: files.directory, schema: schema, units: units, codes: codes,
            connectors: definitions, mappings: mappings, spareMappings: spare, tests: tests, texts: texts(schemas),
            feeds: feeds,
            identity: identity)
    }

    /// What runs keep beside the mapping.
    private func texts(_ schemas: [HubFiles.File]) -> [String: [UInt8]] {
        let all = schemas + files.all("mappings/codes", ".csv") + [files.one(HubFiles.units)].compactMap { $0 }
        return Dictionary(all.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }

    private func readUnits() -> UnitTable? {
        guard let file = files.one(HubFiles.units) else {
            return UnitTable.build(dimensions: [], units: []).table
        }
        return UnitReader.read(name: file.name, bytes: file.bytes, into: bag)
    }

    private func readCodes() -> [String: CodeTable] {
        var tables: [String: CodeTable] = [:]
        for file in files.all("mappings/codes", ".csv") {
            tables[name(of: file.name)] = CodeTable.read(name: file.name, bytes: file.bytes, into: bag)
        }
        return tables
    }

    /// `mask: hash` depends on a secret of this hub's store, so that values cannot be tried out elsewhere.
    private func feedSecret() -> [UInt8] {
        let path = files.directory + "/state/envhub.db"
        guard FileManager.default.fileExists(atPath: path), let store = try? Store(path: path) else { return [] }
        return (try? store.feedSecret()) ?? []
    }

    /// Compiles the mapping of every connector in the connector's own terms (its zone, its kind of paths), and those that
    /// no connector uses as they are.
    private func compile(
        _ connectors: [PlacedConnector], _ context: MappingContext
    ) -> (used: [String: CompiledMapping], spare: [String: CompiledMapping]) {
        let sources = files.all("mappings", ".yaml").filter {
            $0.name != HubFiles.units && $0.name != HubFiles.identity
        }
        let byName = Dictionary(uniqueKeysWithValues: sources.map { (name(of: $0.name), $0) })
        var (compiled, spare): ([String: CompiledMapping], [String: CompiledMapping]) = ([:], [:])
        for placed in connectors {
            let connector = placed.definition
            checkSchedule(placed)
            guard let source = byName[connector.mapping] else {
                report(placed, byName.keys.sorted())
                continue
            }
            var own = context
            own.zone = connector.timezone
            own.pathKind = connector.format.pathKind
            let mapping = CompiledMapping.compile(ConfigFile(name: source.name, bytes: source.bytes, bag: bag), in: own)
            compiled[connector.name] = mapping
            if let mapping { checkPaths(placed, mapping) }
        }
        let used = Set(connectors.map(\.definition.mapping))
        for (name, source) in byName.sorted(by: { $0.key < $1.key }) where !used.contains(name) {
            let file = ConfigFile(name: source.name, bytes: source.bytes, bag: bag)
            spare[name] = CompiledMapping.compile(file, in: context)
        }
        return (compiled, spare)
    }

    /// Opens the connector without reaching for anything: its paths and the mapping's are compiled as a run would.
    private func checkPaths(_ placed: PlacedConnector, _ mapping: CompiledMapping) {
        let connector = placed.definition
        let wrong = mapping.placesOfPaths.filter { path in
            guard let problem = validatePath(path.text, for: connector.format, isList: path.isList) else {
                return false
            }
            bag.add(Diagnostic(.badPath, problem, at: path.place))
            return true
        }
        guard wrong.isEmpty else { return }
        let environment = ConnectorEnvironment(
            hubDirectory: files.directory, stateDirectory: files.directory + "/state")
        do {
            _ = try openConnector(connector, plan: connector.plan(for: mapping.shape), environment: environment)
        } catch {
            bag.add(Diagnostic(.badPath, "connector \(connector.name): \(error.message)", at: placed.places.place()))
        }
    }

    /// Records are known by their connector's name: two of one name would overwrite each other's.
    private func checkNames(_ connectors: [PlacedConnector]) {
        var first: [String: ConnectorPlaces] = [:]
        for placed in connectors {
            let name = placed.definition.name
            guard let known = first[name] else {
                first[name] = placed.places
                continue
            }
            let label = known.place(of: "connector").map { [Diagnostic.Label($0, "first here")] } ?? []
            bag.add(
                Diagnostic(
                    .duplicateName, "two files of connectors/ declare the connector \(name)",
                    at: placed.places.place(of: "connector"), labels: label))
        }
    }

    private func checkSchedule(_ placed: PlacedConnector) {
        do { _ = try RunTimetable(placed.definition, zone: .utc) } catch {
            let place = placed.places.place(of: "sync", "schedule", "cron")
            bag.add(Diagnostic(.invalidValue, "connector \(placed.definition.name): \(error.message)", at: place))
        }
    }

    private func report(_ placed: PlacedConnector, _ names: [String]) {
        let connector = placed.definition
        let help = Suggestion.help(for: connector.mapping, among: names)
        bag.add(
            Diagnostic(
                .missingFile,
                "connector \(connector.name) uses the mapping `\(connector.mapping)`: there is no mappings/\(connector.mapping).yaml",
                at: placed.places.place(of: "mapping"),
                help: help.isEmpty ? [] : [help]))
    }

    func name(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.prefix(upTo: file.lastIndex(of: ".") ?? file.endIndex))
    }
}

/// A connector with the file that declares it.
private struct PlacedConnector {
    let definition: ConnectorDefinition
    let places: ConnectorPlaces
}

extension RecordFormat {
    /// What the mapping calls such paths.
    var pathKind: PathKind {
        switch self {
        case .json: .json
        case .xml: .xml
        case .table: .columns
        }
    }
}
