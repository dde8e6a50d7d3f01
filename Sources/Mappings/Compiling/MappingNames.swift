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
        case done(Int, ExprType, height: Int)
    }

    /// How many levels of expressions may lie inside one another, those of definitions included: each is a call when the
    /// expression is worked out.
    static let deepest = 400

    let context: MappingContext
    var targets: [Target] = []
    /// The code tables that expressions ask.
    var usedTables: Set<String> = []
    private(set) var bindings: [ExprNode] = []
    private(set) var bindingNames: [String] = []
    private var states: [String: State] = [:]
    private let shape: ShapeBuilder
    /// The level that is being compiled, and the deepest below the definition that is.
    private var level = 0
    private var bottom = 0

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
        case .done(let index, let type, let height):
            return reach(level + height) ? .found(index, type) : .tooDeep
        case .waiting(let written):
            states[name] = .open
            let above = bottom
            bottom = level
            let site = ExpressionSite(scopes: [0], target: nil)
            // Who reads a definition is not known here: what it reads counts as nobody's to see.
            let sensitivity = shape.sensitivity
            shape.sensitivity = nil
            let bound = written.bind(site: site, shape: shape, names: self)
            shape.sensitivity = sensitivity
            bindings.append(bound.node)
            states[name] = .done(bindings.count - 1, bound.type, height: bottom - level)
            bottom = max(above, bottom)
            return .found(bindings.count - 1, bound.type)
        }
    }

    /// Goes a level down; false if it is one too many. Every call is followed by ``leave()``.
    func enter() -> Bool {
        level += 1
        return reach(level)
    }

    func leave() { level -= 1 }

    private func reach(_ depth: Int) -> Bool {
        guard depth <= Self.deepest else { return false }
        bottom = max(bottom, depth)
        return true
    }
}
