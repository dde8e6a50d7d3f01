public import Connectors
public import Feeds
public import Identity
public import Mappings
public import Model

/// A hub directory, compiled: everything that its files say, checked against each other.
public struct Hub: Sendable {
    /// The directory.
    public let directory: String
    /// The unified schema.
    public let schema: UnifiedSchema
    /// The units.
    public let units: UnitTable
    /// The code tables by name.
    public let codes: [String: CodeTable]
    /// The connectors in the order of their names.
    public let connectors: [ConnectorDefinition]
    /// The mapping of each connector, by the connector's name.
    public let mappings: [String: CompiledMapping]
    /// The mappings that no connector uses, by their file's name.
    public let spareMappings: [String: CompiledMapping]
    /// The tests that stand in and beside each mapping, by the name of its file.
    public let tests: [String: [MappingTest]]
    /// The texts of the code tables, the units and the schema, by the names of their files.
    let texts: [String: [UInt8]]
    /// The feeds.
    public let feeds: [CompiledFeed]
    /// What is thought to be one, and whose value survives where several systems speak of one thing.
    public let identity: IdentityRules
    /// Connectors that were left out for mistakes in their files, by their name, or by their file's where that has none.
    public let leftOut: [String]

    /// Where the hub keeps what it makes.
    public var stateDirectory: String { directory + "/state" }

    /// The store's file.
    public var storePath: String { stateDirectory + "/envhub.db" }

    /// The access log's file.
    public var accessLogPath: String { stateDirectory + "/access.db" }

    /// The folder of the keys that the hub signs with.
    public var signingKeysPath: String { stateDirectory + "/signing" }

    /// The folder of whole files of feeds. All in it can be made anew.
    public var snapshotsPath: String { stateDirectory + "/snapshots" }

    /// The file of the time series of a connector's devices.
    public func seriesPath(of connector: String) -> String { stateDirectory + "/series/" + connector + ".db" }

    /// The connector called `name`.
    public func connector(_ name: String) -> ConnectorDefinition? {
        connectors.first { $0.name == name }
    }

    /// What a run of `connector` does; nil when there is no such connector.
    public func task(for name: String, mode: RunTask.Mode? = nil) -> RunTask? {
        guard let definition = connector(name), let mapping = mappings[name] else { return nil }
        return RunTask(hub: self, definition: definition, mapping: mapping, mode: mode)
    }
}
