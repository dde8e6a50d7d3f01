/// One value of a sample record, the same for every format: how sources of JSON, XML and tables are looked at alike.
public indirect enum SampleValue: Sendable, Equatable {
    /// The source's null.
    case null
    /// A text; also the whole content of an element or cell.
    case text(String)
    /// A number in the source's own spelling.
    case number(String)
    /// `true` or `false`.
    case bool(Bool)
    /// Named values in the source's order. The names are steps of a path.
    case record([Member])
    /// A list.
    case list([SampleValue])

    /// A named value of a record.
    public struct Member: Sendable, Equatable {
        /// The step that leads to it: a member's name, a column, an element or `@attribute`.
        public var name: String
        /// The value.
        public var value: SampleValue

        /// A member.
        public init(_ name: String, _ value: SampleValue) {
            self.name = name
            self.value = value
        }
    }
}
