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
    /// Whether connectors whose files have mistakes are left out, in place of all.
    private let leavesOut: Bool

    /// Loads the hub in `directory`.
    ///
    /// - Parameter leavingOut: whether a mistake in the file of a connector, of a mapping or of a test leaves out the connectors that
    ///   it is of (``Hub/leftOut``), and nothing else. Mistakes in what all share, and in feeds, leave no hub.
    /// - Returns: the hub, or nil when any file has an error; what was found, warnings too, is in `bag`.
    public static func load(_ directory: String, into bag: DiagnosticBag, leavingOut: Bool = false) -> Hub? {
        HubLoader(files: HubFiles(directory: directory), bag: bag, leavesOut: leavingOut).load()
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
        var isSound = !bag.hasErrors
        var (connectors, leftOut) = readConnectors()
        leftOut += checkNames(connectors)
        let context = MappingContext(schema: schema, codes: codes, units: units)
        let compiled = compile(connectors, context)
        leftOut += compiled.broken
        connectors.removeAll { leftOut.contains($0.definition.name) }
        let definitions = connectors.map(\.definition)
        let tests = readTests(definitions, compiled.used, compiled.spare, schema)
        let before = bag.errorCount
        let identity = readIdentity(schema, definitions, areAll: leftOut.isEmpty)
        isSound = isSound && bag.errorCount == before
        guard !bag.hasErrors || leavesOut && isSound else { return nil }
        return Hub(
            directory: files.directory, schema: schema, units: units, codes: codes, connectors: definitions,
            mappings: compiled.used.filter { !leftOut.contains($0.key) }, spareMappings: compiled.spare, tests: tests,
            texts: texts(schemas), feeds: feeds, identity: identity, leftOut: Set(leftOut).sorted())
    }

    /// The connectors, and the files that are none.
    private func readConnectors() -> (whole: [PlacedConnector], broken: [String]) {
        var (whole, broken): ([PlacedConnector], [String]) = ([], [])
        for file in files.all("connectors", ".yaml") {
            let before = bag.errorCount
            let read = ConnectorDefinition.read(file: file.name, bytes: file.bytes, into: bag)
            if let read, bag.errorCount == before {
                whole.append(PlacedConnector(definition: read, places: ConnectorPlaces(file)))
            } else {
                broken.append(read?.name ?? file.name)
            }
        }
        return (whole, broken)
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
    ) -> (used: [String: CompiledMapping], spare: [String: CompiledMapping], broken: [String]) {
        let sources = files.all("mappings", ".yaml").filter {
            $0.name != HubFiles.units && $0.name != HubFiles.identity
        }
        let byName = Dictionary(uniqueKeysWithValues: sources.map { (name(of: $0.name), $0) })
        var (compiled, spare): ([String: CompiledMapping], [String: CompiledMapping]) = ([:], [:])
        var broken: [String] = []
        for placed in connectors {
            let before = bag.errorCount
            checkSchedule(placed)
            let source = byName[placed.definition.mapping]
            if source == nil { report(placed, byName.keys.sorted()) }
            let mapping = source.flatMap { compile($0, for: placed, context) }
            compiled[placed.definition.name] = mapping
            if mapping == nil || bag.errorCount > before { broken.append(placed.definition.name) }
        }
        let used = Set(connectors.map(\.definition.mapping))
        for (name, source) in byName.sorted(by: { $0.key < $1.key }) where !used.contains(name) {
            let file = ConfigFile(name: source.name, bytes: source.bytes, bag: bag)
            spare[name] = CompiledMapping.compile(file, in: context)
        }
        return (compiled, spare, broken)
    }

    private func compile(
        _ source: HubFiles.File, for placed: PlacedConnector, _ context: MappingContext
    ) -> CompiledMapping? {
        var own = context
        own.zone = placed.definition.timezone
        own.pathKind = placed.definition.format.pathKind
        let mapping = CompiledMapping.compile(ConfigFile(name: source.name, bytes: source.bytes, bag: bag), in: own)
        if let mapping { checkPaths(placed, mapping) }
        return mapping
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
    ///
    /// - Returns: the names that two have.
    private func checkNames(_ connectors: [PlacedConnector]) -> [String] {
        var first: [String: ConnectorPlaces] = [:]
        var twice: [String] = []
        for placed in connectors {
            let name = placed.definition.name
            guard let known = first[name] else {
                first[name] = placed.places
                continue
            }
            twice.append(name)
            let label = known.place(of: "connector").map { [Diagnostic.Label($0, "first here")] } ?? []
            bag.add(
                Diagnostic(
                    .duplicateName, "two files of connectors/ declare the connector \(name)",
                    at: placed.places.place(of: "connector"), labels: label))
        }
        return twice
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
