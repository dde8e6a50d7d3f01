public import Diagnostics
public import Model

extension CompiledMapping {
    /// Every path that the file writes, in the connector's terms, and where.
    public var placesOfPaths: [(text: String, isList: Bool, place: FilePlace)] {
        let values = sources.uses.map { (shape.scopes[$0.slot.scope].paths[$0.slot.slot], false, $0.place) }
        return values
            + sources.lists.compactMap { list in shape.scopes[list.scope].each.map { ($0, true, list.place) } }
    }

    var naming: SampleNaming { SampleNaming(shape: shape, kind: pathKind) }

    /// The paths whose values a sample may keep: those read into codes, days, numbers and units that nobody's privacy
    /// forbids. Texts are never kept, nor what anything reads whose reader is not known.
    public var pathsWithExamples: Set<String> {
        var slots: Set<SlotRef> = []
        for op in plan.ops {
            let parts = plan.details[op.detail].parts
            if let unit = parts.unitChoice { slots.insert(unit.slot) }
            guard case .slots(let read) = parts.origin, op.isComparable else { continue }
            slots.formUnion(read)
        }
        let hidden = sources.uses.filter { $0.sensitivity == .personal || $0.sensitivity == .secret }
        return Set(slots.subtracting(hidden.map(\.slot)).compactMap(naming.path))
    }

    /// Compares the mapping with what records of its source look like. What is found are errors only where another
    /// path is there that must have been meant, and warnings else.
    ///
    /// - Parameter note: where the sample comes from.
    public func check(against profile: SampleProfile, note: String, into bag: DiagnosticBag) {
        guard profile.records > 0 else { return }
        let check = SampleComparison(mapping: self, profile: profile, note: note, bag: bag)
        if !profile.hasMore { check.paths() }
        check.values()
    }
}

extension FieldOp {
    /// Whether values of the field can be told right from wrong.
    var isComparable: Bool {
        switch type {
        case .code, .date, .datetime, .integer, .decimal, .bool: true
        case .list: flags.contains(.hasCodes)
        case .text, .reference, .point: flags.contains(.hasCodes)
        }
    }
}
