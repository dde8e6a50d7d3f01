import Diagnostics
import Model

/// What an expression at some place of a mapping may refer to.
struct ExpressionSite {
    /// The scopes of the shape from the place's own up to the record.
    var scopes: [Int]
    /// The entity whose fields `@name` means; nil outside of one.
    var target: Int?
    /// The entities that `@target.name` may mean: those above, and those before on the top level.
    var visible: [Int] = []
}

/// The item that a lambda names.
struct LambdaItem {
    let name: String
    let type: ExprType
    /// Where it lies while the lambda is worked out, if it is an item of a list of the source.
    var slot: SlotRef?
    /// Whether it is a whole item, which may have values inside.
    var isWhole = false
}

/// Checks an expression against a site and turns it into a node. Mistakes are collected, not thrown: a part that has one
/// is null from there on, which fits everywhere.
struct ExpressionBinder {
    let site: ExpressionSite
    let shape: ShapeBuilder
    let names: MappingNames
    private(set) var faults: [ExpressionFault] = []
    /// The fields of the site's own entity that are used.
    private(set) var usedFields: Set<String> = []
    var isTooDeep = false
    /// The names of lambdas around the place, the innermost last.
    var locals: [LambdaItem] = []
    /// The values of the source that are used, with their characters.
    var usedSlots: [(slot: SlotRef, range: Range<Int>)] = []

    init(site: ExpressionSite, shape: ShapeBuilder, names: MappingNames) {
        self.site = site
        self.shape = shape
        self.names = names
    }

    typealias Bound = (node: ExprNode, type: ExprType)

    static let broken: Bound = (.constant(.null), .null)

    mutating func fault(
        _ code: ExpressionFault.Code, _ message: String, _ range: Range<Int>, help: String = ""
    ) -> Bound {
        faults.append(ExpressionFault(code: code, message: message, range: range, help: help))
        return Self.broken
    }

    mutating func bind(_ syntax: ExpressionSyntax) -> Bound {
        defer { names.leave() }
        guard names.enter() else { return tooDeep(syntax.range) }
        switch syntax.kind {
        case .constant(let value): return (.constant(value), value.type)
        case .path(let path): return source(path, syntax.range)
        case .member(let name, let path): return member(name, path, syntax.range)
        case .name(let name): return named(name, syntax.range)
        case .field(let parts): return field(parts, syntax.range)
        case .not(let operand):
            return (.not(expect(operand, .bool, "`not` needs a condition")), .bool)
        case .negative(let operand):
            let (node, type) = bind(operand)
            guard type.fits(.decimal) || type.isQuantity || type == .duration else {
                return mismatch("`-` needs a number", type, operand.range)
            }
            return (.negative(node), type)
        case .binary(let sign, let left, let right): return binary(sign, left, right)
        case .list(let items): return list(items)
        case .conditional(let condition, let first, let second):
            let test = expect(condition, .bool, "`if` needs a condition")
            let (a, b) = (bind(first), bind(second))
            guard let type = a.type.joined(with: b.type) else {
                return mismatch("both values of `if` need one type: \(a.type.name) is not", b.type, second.range)
            }
            return (.conditional(test, a.node, b.node), type)
        case .match(let subject, let arms): return match(subject, arms)
        case .call(let name, let nameRange, let arguments):
            return call(name, nameRange, arguments, syntax.range)
        case .lambda:
            let help = "only \(Self.lambdaNames) take one, behind the list"
            return fault(.arguments, "`x => ...` has no place here", syntax.range, help: help)
        case .conversion(let value, let unit, let unitRange): return conversion(value, unit, unitRange)
        }
    }

    private mutating func field(_ parts: [String], _ range: Range<Int>) -> Bound {
        let target: Int
        if parts.count == 2 {
            let known = site.visible.map { names.targets[$0].name }
            guard let found = site.visible.first(where: { names.targets[$0].name == parts[0] }) else {
                return fault(
                    .name, "no entity `\(parts[0])` here", range, help: Suggestion.help(for: parts[0], among: known))
            }
            target = found
        } else {
            guard let own = site.target else {
                return fault(.name, "`@\(parts[0])` stands outside of an entity; write `@entity.field`", range)
            }
            target = own
        }
        let name = parts[parts.count - 1]
        let info = names.targets[target]
        guard let schema = info.entity.field(name), let column = info.entity.column(of: name) else {
            let known = info.entity.fields.map(\.name)
            return fault(
                .name, "`\(info.entity.name)` has no field `\(name)`", range,
                help: Suggestion.help(for: name, among: known))
        }
        if target == site.target { usedFields.insert(name) }
        guard let type = schema.type.expression else {
            return fault(.type, "a reference has no value to work with", range)
        }
        return (.field(target: target, column: column, type), type)
    }

    private mutating func list(_ items: [ExpressionSyntax]) -> Bound {
        var nodes: [ExprNode] = []
        var type = ExprType.null
        for item in items {
            let bound = bind(item)
            nodes.append(bound.node)
            guard let joined = type.joined(with: bound.type) else {
                return mismatch("the items of a list need one type: \(type.name) is not", bound.type, item.range)
            }
            type = joined
        }
        if type.isList {
            return fault(.type, "a list of lists", items[0].range, help: "a list has items of one plain type")
        }
        return (.list(nodes), .list(type))
    }

    private mutating func match(_ subject: ExpressionSyntax, _ arms: [ExpressionSyntax.Arm]) -> Bound {
        let tested = bind(subject)
        var result = ExprType.null
        var bound: [(pattern: ExprNode?, result: ExprNode)] = []
        for arm in arms {
            var pattern: ExprNode?
            if let written = arm.pattern {
                let (node, type) = bind(written)
                pattern = node
                if type.joined(with: tested.type) == nil {
                    _ = mismatch("the value to match is \(tested.type.name); the pattern is", type, written.range)
                }
            }
            let value = bind(arm.result)
            if let joined = result.joined(with: value.type) {
                result = joined
            } else {
                _ = mismatch(
                    "all results of `match` need one type: \(result.name) is not", value.type, arm.result.range)
            }
            bound.append((pattern, value.node))
        }
        return (.match(tested.node, bound), result)
    }

    mutating func expect(_ syntax: ExpressionSyntax, _ type: ExprType, _ message: String) -> ExprNode {
        let bound = bind(syntax)
        return bound.type.fits(type) ? bound.node : mismatch(message, bound.type, syntax.range).node
    }

    mutating func mismatch(_ message: String, _ found: ExprType, _ range: Range<Int>) -> Bound {
        let help = found == .text ? "texts become numbers with `decimal(x)`, days with `date(x, \"yyyy-MM-dd\")`" : ""
        return fault(.type, "\(message), found \(found.name)", range, help: help)
    }
}

extension FieldType {
    /// What an expression sees of a field; nil for references.
    var expression: ExprType? {
        switch self {
        case .text, .code: .text
        case .integer: .integer
        case .decimal, .quantity: .decimal
        case .bool: .bool
        case .date: .date
        case .datetime: .datetime
        case .point: .point
        case .list: .list(.text)
        case .ref: nil
        }
    }
}
