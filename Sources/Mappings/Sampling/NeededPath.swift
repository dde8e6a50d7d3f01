import Model

extension CompiledMapping {
    /// A path that a field reads and that the source must have, in some record at least.
    public struct NeededPath: Sendable, Equatable {
        /// Where it is in the shape.
        public let scope: Int
        /// See ``scope``.
        public let slot: Int
        /// The path, seen from the record where that can be said.
        public let text: String
    }

    /// The paths that fields read by themselves: none of several in a row, none that says `optional: true`, none inside of an
    /// expression, which may well ask whether a value is there.
    public var neededPaths: [NeededPath] {
        let naming = SampleNaming(shape: shape, kind: pathKind)
        var found: Set<SlotRef> = []
        return sources.uses.filter { $0.isNeeded && found.insert($0.slot).inserted }.map { use in
            let own = shape.scopes[use.slot.scope].paths[use.slot.slot]
            return NeededPath(scope: use.slot.scope, slot: use.slot.slot, text: naming.path(of: use.slot) ?? own)
        }
    }

    /// The columns that a table may lack.
    public var optionalColumns: Set<Int> {
        let needed = Set(sources.uses.filter { !$0.isOptional }.map(\.slot))
        return Set(sources.uses.filter { $0.isOptional && !needed.contains($0.slot) }.map(\.slot.slot))
    }
}
