extension ConnectorKind {
    static let database = ConnectorKind(name: "database", title: "", keys: [:]) { _, _ in nil }
}
