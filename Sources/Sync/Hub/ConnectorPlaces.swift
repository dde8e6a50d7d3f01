import Diagnostics
import YAML

/// Where a connector's file says what only shows to be wrong when it is held against other files.
struct ConnectorPlaces {
    private let source: SourceFile
    private let root: YAMLNode?

    init(_ file: HubFiles.File) {
        source = SourceFile(name: file.name, bytes: file.bytes)
        root = YAMLDocument(parsing: file.bytes).root
    }

    /// The place of a value, or, where the file leaves it unsaid, of the innermost section that would have it.
    func place(of keys: String...) -> FilePlace? {
        guard var node = root else { return nil }
        var range = node.entries?.first?.keyRange ?? node.range
        for key in keys {
            guard let entry = node.entries?.first(where: { $0.key == key }) else { break }
            node = entry.value
            range = node.entries == nil && node.items == nil ? node.range : entry.keyRange
        }
        return FilePlace(file: source, range: range)
    }
}
