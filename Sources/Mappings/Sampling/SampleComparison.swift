import Diagnostics
import Model
import YAML

/// A mapping held against a sample: paths that match nothing.
struct SampleComparison {
    let mapping: CompiledMapping
    let profile: SampleProfile
    let note: String
    let bag: DiagnosticBag
    private let naming: SampleNaming
    /// The sample's paths of the slots that the mapping reads.
    private let read: [SlotRef: String]

    init(mapping: CompiledMapping, profile: SampleProfile, note: String, bag: DiagnosticBag) {
        self.mapping = mapping
        self.profile = profile
        self.note = note
        self.bag = bag
        let naming = mapping.naming
        self.naming = naming
        let slots = Set(mapping.sources.uses.map(\.slot))
        read = Dictionary(uniqueKeysWithValues: slots.compactMap { slot in naming.path(of: slot).map { (slot, $0) } })
    }

    /// What the sample has at a slot.
    func field(at slot: SlotRef) -> SampleProfile.Field? { read[slot].flatMap { profile.fields[$0] } }

    /// Tells paths and lists that no record of the sample has; below a list that is not there, nothing more.
    func paths() {
        var gone: Set<Int> = []
        for (scope, place) in mapping.sources.lists {
            let parent = mapping.shape.scopes[scope].parent ?? 0
            guard let path = naming.list(of: scope), profile.count(path) == 0 else {
                if gone.contains(parent) { gone.insert(scope) }
                continue
            }
            if gone.insert(scope).inserted, !gone.contains(parent) {
                report(path, in: parent, [place], isAlternative: false)
            }
        }
        for (slot, uses) in grouped(mapping.sources.uses) where !gone.contains(slot.scope) {
            guard let path = read[slot], profile.count(path) == 0 else { continue }
            report(path, in: slot.scope, uses.map(\.place), isAlternative: uses.allSatisfy(\.isAlternative))
        }
    }

    /// The uses of each slot, in the order of the file.
    private func grouped(_ uses: [SourceUse]) -> [(SlotRef, [SourceUse])] {
        Dictionary(grouping: uses, by: \.slot).sorted {
            ($0.key.scope, $0.key.slot) < ($1.key.scope, $1.key.slot)
        }.map { ($0.key, $0.value) }
    }

    private func report(_ path: String, in scope: Int, _ places: [FilePlace], isAlternative: Bool) {
        let near = nearest(path)
        // A path that stands in for another need not be in every sample.
        guard near != nil || !isAlternative else { return }
        let sorted = places.sorted { $0.range.start.offset < $1.range.start.offset }
        bag.add(
            Diagnostic(
                near == nil ? .unseenPath : .unmatchedPath, at: sorted.first,
                evidence: "in 0 of \(amount(of: scope))", labels: labels(Array(sorted.dropFirst())),
                help: near.map { ["did you mean `\(shown($0, in: scope))`? \(evidence($0, in: scope))"] } ?? [],
                notes: [note]))
    }

    /// Another place of the same path is told with the first, once a line.
    private func labels(_ places: [FilePlace]) -> [Diagnostic.Label] {
        places.prefix(3).map { Diagnostic.Label($0, "also here") }
    }

    /// A path of the sample beside this one, which the mapping does not read and whose name is almost the same.
    private func nearest(_ path: String) -> String? {
        let (parent, name) = Self.split(path)
        let read = Set(read.values)
        let beside = profile.fields.keys.filter { Self.split($0).parent == parent && !read.contains($0) }
        let names = Dictionary(beside.map { (Self.split($0).name, $0) }) { first, _ in first }
        return Suggestion.nearest(to: name, among: names.keys.sorted()).flatMap { names[$0] }
    }

    /// The last step of a path, and what stands before it.
    private static func split(_ path: String) -> (parent: String, name: String) {
        if path.hasSuffix("']"), let open = path.range(of: "['", last: true) {
            return (String(path[..<open.lowerBound]), String(path[open.upperBound...].dropLast(2)))
        }
        guard let cut = path.lastIndex(where: { $0 == "." || $0 == "/" }) else { return ("", path) }
        return (String(path[..<cut]), String(path[path.index(after: cut)...]))
    }

    /// A path of the sample as the mapping would write it.
    private func shown(_ path: String, in scope: Int) -> String {
        let name = path.suffix(from: path.index(path.startIndex, offsetBy: Self.split(path).parent.count))
        switch mapping.pathKind {
        case .json where scope == 0: return path
        case .json: return "$" + name
        default: return Self.split(path).name
        }
    }

    private func evidence(_ path: String, in scope: Int) -> String {
        guard let field = profile.fields[path] else { return "" }
        let kind = field.votes.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key.rawValue ?? "text"
        let examples = Self.examples(field)
        return "in \(Self.number(field.count)) of \(amount(of: scope)), \(kind)"
            + (examples.isEmpty ? "" : ", e.g. \(examples)")
    }

    /// The commonest values.
    private static func examples(_ field: SampleProfile.Field) -> String {
        field.values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map { "\"\($0.key)\"" }
            .joined(separator: ", ")
    }

    private func amount(of scope: Int) -> String {
        guard scope > 0, let list = naming.list(of: scope) else {
            return "\(Self.number(profile.records)) sample records"
        }
        let items = mapping.pathKind == .json ? profile.count(SamplePath.items(of: list)) : profile.count(list)
        return "\(Self.number(items)) sample items of `\(list)`"
    }

    /// A number with a comma between thousands.
    static func number(_ number: Int) -> String {
        var digits = Array(String(number))
        var at = digits.count - 3
        while at > 0 {
            digits.insert(",", at: at)
            at -= 3
        }
        return String(digits)
    }
}

extension String {
    /// The last occurrence of a text.
    fileprivate func range(of text: String, last: Bool) -> Range<Index>? {
        ranges(of: text).last
    }
}
