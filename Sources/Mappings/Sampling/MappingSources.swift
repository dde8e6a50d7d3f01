import Diagnostics
import Model

/// A place of a mapping file that reads a value of the source.
struct SourceUse: Sendable {
    let slot: SlotRef
    let place: FilePlace
    /// Who may see the field that reads it; secret where that is not known.
    let sensitivity: Sensitivity
    /// Whether another path is read where this one has nothing.
    let isAlternative: Bool
    /// Whether a field reads just this: an expression may well ask whether it is there.
    let isNeeded: Bool
    /// Whether the field says that the source may not have it.
    let isOptional: Bool
}

/// What a mapping file reads, where: for `check` alone.
struct MappingSources: Sendable {
    let uses: [SourceUse]
    let lists: [(scope: Int, place: FilePlace)]
}

/// The paths of a mapping's shape as samples name them.
struct SampleNaming {
    let shape: RecordShape
    let kind: PathKind

    /// The sample's path of a slot; nil for paths that a sample cannot follow, such as `$.a[0]` or `//a`.
    func path(of slot: SlotRef) -> String? {
        guard shape.scopes.indices.contains(slot.scope), let base = base(of: slot.scope) else { return nil }
        return join(shape.scopes[slot.scope].paths[slot.slot], to: base)
    }

    /// The sample's path of the list of a scope, without its `[*]`.
    func list(of scope: Int) -> String? {
        base(of: scope).map { $0.hasSuffix("[*]") ? String($0.dropLast(3)) : $0 }
    }

    /// The sample's path of the records of a scope.
    private func base(of scope: Int) -> String? {
        guard let parent = shape.scopes[scope].parent, let each = shape.scopes[scope].each else {
            return kind == .json ? "$" : ""
        }
        return base(of: parent).flatMap { join(each, to: $0) }
    }

    private func join(_ path: String, to base: String) -> String? {
        switch kind {
        case .columns: return path
        case .json:
            let rest = path.dropFirst()
            guard path.hasPrefix("$"), !rest.isEmpty, !Self.hasPosition(rest) else { return nil }
            return base + rest
        case .xml:
            guard path.allSatisfy({ !"()[]*|'\"=".contains($0) }), !path.contains("//"), !path.hasPrefix("/") else {
                return nil
            }
            return climb(path.split(separator: "/").map(String.init), from: base)
        }
    }

    /// Whether a step of a path of JSON is a position such as `[0]`.
    private static func hasPosition(_ path: Substring) -> Bool {
        var isOpen = false
        for byte in path.utf8 {
            if isOpen, byte == 0x2D || (0x30...0x39).contains(byte) { return true }
            isOpen = byte == 0x5B
        }
        return false
    }

    private func climb(_ steps: [String], from base: String) -> String? {
        var path = base.split(separator: "/").map(String.init)
        for step in steps {
            switch step {
            case ".": continue
            case "..": if path.popLast() == nil { return nil }
            default:
                path = SamplePath.element(step, of: path.joined(separator: "/")).split(separator: "/").map(String.init)
            }
        }
        return path.joined(separator: "/")
    }
}
