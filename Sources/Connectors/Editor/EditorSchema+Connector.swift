public import Diagnostics

extension EditorSchema {
    /// Files of `connectors/`: every kind with its own keys.
    public static let connector = EditorSchema(
        name: "connector", title: "how a system is reached and what is pulled from it", files: "connectors/*.yaml",
        root: .byWord(key: "kind", connectorKinds.map { ($0.name, $0.shape) }))
}

extension ConnectorKind {
    /// A file of this kind, made of its sections and the common ones.
    fileprivate var shape: FileShape {
        var sections = commonConnectorKeys
        for (name, keys) in self.keys where name != "" { sections[name] = keys }
        sections[""] = (commonConnectorKeys[""] ?? []) + topKeys
        return Self.shape("", sections)
    }

    private static func shape(_ section: String, _ sections: [String: [String]]) -> FileShape {
        let keys = sections[section] ?? []
        var known: [String: FileShape] = [:]
        for key in keys {
            let path = section.isEmpty ? key : section + "." + key
            if let special = special[path] {
                known[key] = special
            } else if sections[path] != nil {
                known[key] = shape(path, sections)
            }
        }
        let required = section.isEmpty ? ["connector", "kind", "identity", "sync"] : []
        return .keys(keys, known, required: required)
    }

    /// What is not a text or a section.
    private static let special: [String: FileShape] = [
        "identity": .texts, "namespaces": .entries(.text), "request.query": .entries(.text),
        "request.headers": .entries(.text), "retry.when": .list(.text), "csv.columns": .list(.text),
        "csv.header": .words(["true", "false"]),
        "sync.deletes": .either([
            .words(["snapshot", "none"]), .keys(commonConnectorKeys["sync.deletes"] ?? [], required: ["flag"]),
        ]),
        "sync.mode": .words(SyncRules.Mode.allCases.map(\.rawValue)),
        "sync.schedule.missed": .words(SyncRules.Schedule.Missed.allCases.map(\.rawValue)),
        "sync.schedule.overlap": .words(SyncRules.Schedule.Overlap.allCases.map(\.rawValue)),
        "pages.by": .words(PagingRule.Style.allCases.map(\.rawValue)),
        "pages.until": .words(PagingRule.End.allCases.map(\.rawValue)),
        "devices.allow": .list(.text), "units": .entries(.text), "upstream.points": .list(.text),
        "upstream.periods": .list(.words(DeviceRules.Period.allCases.map(\.rawValue))), "upstream.mn": .entries(.text),
        "files.format": .words(FolderRule.Format.allCases.map(\.rawValue)),
        "files.order": .words(FolderRule.Order.allCases.map(\.rawValue)),
        "contract.unknown_field": .words(ContractRules.Reaction.allCases.map(\.rawValue)),
        "contract.missing_field": .words(ContractRules.Reaction.allCases.map(\.rawValue)),
    ]
}
