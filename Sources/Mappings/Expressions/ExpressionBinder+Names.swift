import Diagnostics
import Model

extension ExpressionBinder {
    mutating func source(_ path: SourcePath, _ range: Range<Int>) -> Bound {
        guard path.levels < site.scopes.count else {
            return fault(.path, "there is no record above the record itself", range)
        }
        if path.steps.contains(.all) { return sources(path, from: site.scopes[path.levels], range) }
        guard let slot = shape.slot(of: path, in: site.scopes[path.levels]) else {
            let help = "a table's column is `$.name` or `$['any name']`"
            return fault(.path, "the path does not suit the source", range, help: help)
        }
        usedSlots.append((slot, range))
        return (.source(slot), .text)
    }

    /// `$.list[*].name`: the values of all items.
    private mutating func sources(_ path: SourcePath, from start: Int, _ range: Range<Int>) -> Bound {
        guard shape.kind != .columns else {
            return fault(.path, "a row of a table has no lists", range, help: "`split($.column, \",\")` makes one")
        }
        let parts = path.steps.split(separator: .all, omittingEmptySubsequences: false).map { Array($0) }
        guard parts.count <= Self.deepestLists + 1 else {
            return fault(.path, "more than \(Self.deepestLists) lists inside one another", range)
        }
        var scope = start
        var scopes: [Int] = []
        for part in parts.dropLast() {
            guard let list = SourcePath(steps: part).text(for: shape.kind) else {
                return fault(.path, "the path does not suit the source", range)
            }
            scope = shape.scope(each: shape.kind == .json ? list + "[*]" : list, in: scope)
            scopes.append(scope)
        }
        let last = SourcePath(steps: parts[parts.count - 1])
        // An element of XML is its own text.
        let text = last.steps.isEmpty && shape.kind == .xml ? "." : last.text(for: shape.kind)
        guard let text else { return fault(.path, "the path does not suit the source", range) }
        let slot = shape.slot(ofText: text, in: scope)
        usedSlots.append((slot, range))
        return (.sources(slot, scopes: scopes), .list(.text))
    }

    static let deepestLists = 4

    mutating func named(_ name: String, _ range: Range<Int>) -> Bound {
        if let index = locals.lastIndex(where: { $0.name == name }) {
            if let slot = locals[index].slot { return (.source(slot), .text) }
            return (.local(locals[(index + 1)...].count { $0.slot == nil }), locals[index].type)
        }
        switch names.binding(name) {
        case .found(let index, let type): return (.binding(index), type)
        case .circular: return fault(.reference, "`\(name)` needs itself", range)
        case .tooDeep: return tooDeep(range)
        case .unknown:
            let known = locals.map(\.name) + names.bindingNames
            let help = Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
            return fault(
                .name, "unknown name `\(name)`", range,
                help: help ?? "write \"\(name)\" for a text, `$.\(name)` for a source value, `@\(name)` for a field")
        }
    }

    /// `x.name`, a value inside an item of a list of the source.
    mutating func member(_ name: String, _ path: SourcePath, _ range: Range<Int>) -> Bound {
        let nameRange = range.lowerBound..<range.lowerBound + name.unicodeScalars.count
        guard let item = locals.last(where: { $0.name == name }) else {
            let bound = named(name, nameRange)
            if bound.type == .null { return bound }
            return fault(
                .type, "`\(name)` is \(bound.type.name) and has no values inside", range,
                help: "only the items of a list of the source have, as in `map($.list[*], x => x.name)`")
        }
        guard let slot = item.slot, item.isWhole else {
            return fault(
                .type, "`\(name)` is \(item.type.name) and has no values inside", range,
                help: "only the items of a list of the source have, as in `map($.list[*], x => x.name)`")
        }
        if path.steps.contains(.all) { return sources(path, from: slot.scope, range) }
        guard let inner = shape.slot(of: path, in: slot.scope) else {
            return fault(.path, "the path does not suit the source", range)
        }
        usedSlots.append((inner, range))
        return (.source(inner), .text)
    }

    /// The list of a lambda in scopes that nothing around it reads.
    func apart(_ list: Bound) -> Bound {
        guard case .sources(let slot, let scopes) = list.node,
            site.scopes.contains(slot.scope) || locals.contains(where: { $0.slot?.scope == slot.scope })
        else { return list }
        let copy = shape.copy(of: slot.scope)
        let text = shape.shape.scopes[slot.scope].paths[slot.slot]
        return (.sources(shape.slot(ofText: text, in: copy), scopes: scopes.dropLast() + [copy]), list.type)
    }

    /// Reports once that the expression is too deep.
    mutating func tooDeep(_ range: Range<Int>) -> Bound {
        if isTooDeep { return Self.broken }
        isTooDeep = true
        return fault(
            .syntax, "more than \(MappingNames.deepest) levels inside one another, with the definitions that are used",
            range, help: "split it into definitions that are used side by side")
    }

    mutating func unknownTable(_ name: String, _ range: Range<Int>) -> Bound {
        let help = Suggestion.help(for: name, among: names.context.codes.keys.sorted())
        return fault(.table, "unknown code table `\(name.prefix(80))`", range, help: help)
    }
}
