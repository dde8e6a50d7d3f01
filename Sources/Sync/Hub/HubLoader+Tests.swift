import Connectors
import Diagnostics
import Mappings
import Model

// The tests of mappings: in their files, and in the folders of mappings/tests.
extension HubLoader {
    /// The tests of every mapping that compiled, those of the file first.
    func readTests(
        _ connectors: [ConnectorDefinition], _ used: [String: CompiledMapping], _ spare: [String: CompiledMapping],
        _ schema: UnifiedSchema
    ) -> [String: [MappingTest]] {
        var compiled = spare
        for connector in connectors where compiled[connector.mapping] == nil {
            compiled[connector.mapping] = used[connector.name]
        }
        var tests = compiled.mapValues(\.tests)
        for folder in files.folders("mappings/tests") {
            guard let mapping = compiled[folder] else {
                if files.one("mappings/\(folder).yaml") == nil { reportFolder(folder, Array(compiled.keys)) }
                continue
            }
            for file in files.all("mappings/tests/\(folder)", ".yaml") {
                let config = ConfigFile(name: file.name, bytes: file.bytes, bag: bag)
                tests[folder, default: []] += mapping.readTests(config, in: schema)
            }
        }
        return tests
    }

    private func reportFolder(_ name: String, _ known: [String]) {
        let help = Suggestion.help(for: name, among: known.sorted())
        bag.add(
            Diagnostic(
                .missingFile, "mappings/tests/\(name) has tests, and there is no mappings/\(name).yaml", at: nil,
                help: help.isEmpty ? [] : [help]))
    }
}
