public import Diagnostics
import Model
import YAML

extension ConnectorDefinition {
    /// Reads a file of `connectors/`. Every mistake goes to `bag`; the definition is nil when it cannot be used.
    public static func read(file name: String, bytes: [UInt8], into bag: DiagnosticBag) -> ConnectorDefinition? {
        let before = bag.errorCount
        let file = ConfigFile(name: name, bytes: bytes, bag: bag)
        guard let value = file.value, value.isMapping else {
            _ = file.value?.reader(keys: [])
            return nil
        }
        let kind = kind(of: value)
        guard let root = value.reader(keys: keys(for: kind)) else { return nil }
        let definition = DefinitionReader(root: root, bag: bag).definition(of: kind)
        return bag.errorCount == before ? definition : nil
    }

    private static func kind(of value: ConfigValue) -> ConnectorKind? {
        guard let node = value.node["kind"] else { return nil }
        guard let name = value.child(node).choice(of: connectorKinds.map(\.name)) else { return nil }
        return connectorKinds.first { $0.name == name }
    }

    /// The keys that are not unknown at the top: with a kind its own, and those of other kinds, which get words of their
    /// own.
    private static func keys(for kind: ConnectorKind?) -> [String] {
        let own = kind?.topKeys ?? []
        let others = connectorKinds.flatMap(\.topKeys).filter { !own.contains($0) }
        return (commonConnectorKeys[""] ?? []) + own + Array(Set(others)).sorted()
    }
}

extension DefinitionReader {
    fileprivate func definition(of kind: ConnectorKind?) -> ConnectorDefinition? {
        let name = root.required("connector")?.name()
        _ = root.required("kind")
        let identity = identityPaths()
        let sync = syncRules()
        reportForeignKeys(kind)
        let zone = timezone()
        guard let kind, let source = kind.read(self, sync.rules) else {
            _ = (limits(), retry(), breaker(), contract(), errorBudget(), keep())
            return nil
        }
        for path in identity + sync.paths { check(path, in: source.format) }
        let called = name ?? ""
        return ConnectorDefinition(
            name: called, title: root.optional("title")?.text() ?? called,
            system: root.optional("system")?.name() ?? called, kind: kind.name,
            mapping: root.optional("mapping")?.name() ?? called, identity: identity.map(\.text), timezone: zone,
            limits: limits(of: source), retry: retry(), breaker: breaker(), sync: sync.rules,
            contract: contract(source.format),
            errorBudget: errorBudget(), keep: keep(), source: source)
    }

    private func identityPaths() -> [PathText] {
        guard let value = root.required("identity") else { return [] }
        return value.listOrOne().compactMap { path($0) }
    }

    private func timezone() -> TimeZoneRules? {
        guard let value = root.optional("timezone"), let text = value.text() else { return nil }
        if let zone = TimeZoneRules(named: text) { return zone }
        value.reportInvalid("a time zone", help: "write `Asia/Shanghai` or an offset such as `+08:00`")
        return nil
    }

    /// A key of another kind is no typing mistake: it says whose it is.
    private func reportForeignKeys(_ kind: ConnectorKind?) {
        guard let kind else { return }
        for entry in root.value.node.entries ?? [] where !kind.topKeys.contains(entry.key) {
            let owners = connectorKinds.filter { $0.topKeys.contains(entry.key) }.map { "`\($0.name)`" }
            guard !owners.isEmpty else { continue }
            root.value.report(
                .unknownKey, "`\(entry.key)` is a key of kind \(owners.joined(separator: ", ")), not of `\(kind.name)`",
                at: entry.keyRange, evidence: "this connector is of kind `\(kind.name)`")
        }
    }
}
