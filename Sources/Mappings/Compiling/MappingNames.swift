import Diagnostics
import Model

/// The names that a mapping declares: `let:` definitions and entities.
final class MappingNames {
    /// What is known of an entity of the mapping before its fields are compiled.
    struct Target {
        let name: String
        let entity: EntitySchema
    }

    enum Lookup {
        case found(Int, ExprType)
        case circular
        case unknown
    }

    private enum State {
        case waiting(Written)
        case open
        case done(Int, ExprType)
    }

    var targets: [Target] = []
    private(set) var bindings: [ExprNode] = []
    private var states: [String: State] = [:]
    private let shape: ShapeBuilder

    init(definitions: [(name: String, expression: Written)], shape: ShapeBuilder) {
        self.shape = shape
        for definition in definitions { states[definition.name] = .waiting(definition.expression) }
    }

    var bindingNames: [String] { states.keys.sorted() }

    /// A definition by its name, compiled when it is first asked for.
    func binding(_ name: String) -> Lookup {
        switch states[name] {
        case nil: return .unknown
        case .open: return .circular
        case .done(let index, let type): return .found(index, type)
        case .waiting(let written):
            states[name] = .open
            let site = ExpressionSite(scopes: [0], target: nil)
            // Who reads a definition is not known here: what it reads counts as nobody's to see.
            let sensitivity = shape.sensitivity
            shape.sensitivity = nil
            let bound = written.bind(site: site, shape: shape, names: self)
            shape.sensitivity = sensitivity
            bindings.append(bound.node)
            states[name] = .done(bindings.count - 1, bound.type)
            return .found(bindings.count - 1, bound.type)
        }
    }
}
