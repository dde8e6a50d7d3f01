import Diagnostics
import Model

/// The names that a mapping declares: `let:` definitions and entities; and what expressions are compiled against.
final class MappingNames {
    /// What is known of an entity of the mapping before its fields are compiled.
    struct Target {
        let name: String
        let entity: EntitySchema
    }

    enum Lookup {
        case found(Int, ExprType)
        case circular
        case tooDeep
        case unknown
    }

    private enum State {
        case waiting(Written)
        case open
        case done(Int, ExprType, depth: Int)
    }

    /// The longest chain of names, each defined by the next.
    static let deepest = 32

    let context: MappingContext
    var targets: [Target] = []
    /// The code tables that expressions ask.
    var usedTables: Set<String> = []
    private(set) var bindings: [ExprNode] = []
    private(set) var bindingNames: [String] = []
    private var states: [String: State] = [:]
    private let shape: ShapeBuilder
    /// For each definition that is being compiled, the longest chain below it.
    private var depths: [Int] = []

    init(definitions: [(name: String, expression: Written)], shape: ShapeBuilder, context: MappingContext) {
        self.shape = shape
        self.context = context
        for definition in definitions { states[definition.name] = .waiting(definition.expression) }
        bindingNames = states.keys.sorted()
    }

    /// A definition by its name, compiled when it is first asked for.
    func binding(_ name: String) -> Lookup {
        switch states[name] {
        case nil: return .unknown
        case .open: return .circular
        case .done(let index, let type, let depth): return note(depth) ? .found(index, type) : .tooDeep
        case .waiting(let written):
            guard depths.count < Self.deepest else { return .tooDeep }
            states[name] = .open
            depths.append(0)
            let site = ExpressionSite(scopes: [0], target: nil)
            let bound = written.bind(site: site, shape: shape, names: self)
            let depth = depths.removeLast() + 1
            bindings.append(bound.node)
            states[name] = .done(bindings.count - 1, bound.type, depth: depth)
            return note(depth) ? .found(bindings.count - 1, bound.type) : .tooDeep
        }
    }

    /// Tells the definition that asks how long a chain it stands on; false if it is too long.
    private func note(_ depth: Int) -> Bool {
        guard let last = depths.last else { return true }
        guard depth < Self.deepest else { return false }
        depths[depths.count - 1] = max(last, depth)
        return true
    }
}
