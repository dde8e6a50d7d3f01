import Diagnostics
import YAML

/// Where the fields of a mapping stand in its text. It is read from the text alone, which may have run long ago and need not compile
/// today.
public struct MappingLines: Sendable {
    /// A place in the text; both count from 1.
    public struct Place: Sendable, Hashable {
        /// The line.
        public let line: Int
        /// The column, in characters.
        public let column: Int
        /// Whether the field is not written: the entity stands there, and refers to another one of the mapping by itself.
        public let isImplied: Bool
    }

    private struct Target {
        let entity: String
        let place: FilePlace
        let parent: Int?
        let isReference: Bool
        let fields: [String: FilePlace]
    }

    private var targets: [Target] = []

    /// The lines of a text; what cannot be read of it has none.
    public init(text: String) {
        let file = ConfigFile(name: "", bytes: Array(text.utf8), bag: DiagnosticBag())
        for target in MappingReader(file: file).read()?.targets ?? [] { add(target, parent: nil) }
    }

    private mutating func add(_ target: TargetSyntax, parent: Int?) {
        targets.append(
            Target(
                entity: target.entity?.text ?? target.name, place: target.place, parent: parent,
                isReference: target.isReference,
                fields: Dictionary(target.fields.map { ($0.name, $0.place) }, uniquingKeysWith: { first, _ in first })))
        let own = targets.count - 1
        for child in target.children { add(child, parent: own) }
    }

    /// Where rows of `entity` get `field` from: of several entities of that kind in one mapping, each that fills it. Those that are
    /// only referred to fill nothing.
    ///
    /// - Parameter referred: of a reference the entity that it refers to; a mapping may leave such a field out.
    public func places(of field: String, in entity: String, referringTo referred: String? = nil) -> [Place] {
        targets.indices.filter { targets[$0].entity == entity && !targets[$0].isReference }.compactMap { index in
            if let written = targets[index].fields[field] { return Self.place(written, isImplied: false) }
            guard let referred, reaches(referred, from: index) else { return nil }
            return Self.place(targets[index].place, isImplied: true)
        }
    }

    /// Whether an entity refers to one of another kind without saying so: to one above it, or to one of the top level.
    private func reaches(_ entity: String, from index: Int) -> Bool {
        let above = ancestors(of: index)
        let root = above.last ?? index
        return targets.indices.contains { other in
            let isBeside = targets[other].parent == nil && other != root
            return targets[other].entity == entity && (above.contains(other) || isBeside)
        }
    }

    private func ancestors(of index: Int) -> [Int] {
        var found: [Int] = []
        while let parent = targets[found.last ?? index].parent { found.append(parent) }
        return found
    }

    private static func place(_ place: FilePlace, isImplied: Bool) -> Place {
        Place(line: place.range.start.line, column: place.range.start.column, isImplied: isImplied)
    }
}
