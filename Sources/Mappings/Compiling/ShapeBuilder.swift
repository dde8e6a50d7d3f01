import Diagnostics
import Model

/// Collects the source values that a mapping wants while it is compiled.
final class ShapeBuilder {
    private(set) var shape = RecordShape()
    let kind: PathKind
    /// Where the file reads which value.
    private(set) var uses: [SourceUse] = []
    /// Where the file names which list: the scope, and its place.
    private(set) var lists: [(scope: Int, place: FilePlace)] = []
    /// Who may see what is read now; nil where no field reads.
    var sensitivity: Sensitivity?

    /// The most scopes and the most values of a scope.
    static let limit = 2_000

    init(kind: PathKind) {
        self.kind = kind
    }

    /// The slot of a `$` path, or nil if the kind of source cannot have it.
    func slot(of path: SourcePath, in scope: Int) -> SlotRef? {
        path.text(for: kind).map { slot(ofText: $0, in: scope) }
    }

    /// The slot of a path in the source's own words.
    func slot(ofText text: String, in scope: Int) -> SlotRef {
        SlotRef(scope: scope, slot: shape.slot(of: text, in: scope))
    }

    /// Another scope of the same list: its rows are counted apart.
    func copy(of scope: Int) -> Int {
        shape.scopes.append(RecordShape.Scope(parent: shape.scopes[scope].parent, each: shape.scopes[scope].each))
        return shape.scopes.count - 1
    }

    /// Notes that a slot is read.
    func note(
        _ slot: SlotRef, at place: FilePlace, isAlternative: Bool = false, isNeeded: Bool = false,
        isOptional: Bool = false
    ) {
        uses.append(
            SourceUse(
                slot: slot, place: place, sensitivity: sensitivity ?? .secret, isAlternative: isAlternative,
                isNeeded: isNeeded, isOptional: isOptional))
    }

    /// Notes that a list is read.
    func note(list scope: Int, at place: FilePlace) { lists.append((scope, place)) }

    /// The scope of a list.
    func scope(each: String, in parent: Int) -> Int { shape.scope(each: each, in: parent) }
}
