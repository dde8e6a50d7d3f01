/// Header fields in their order; looked up without regard to case (RFC 9110 section 5.1).
public struct TransferFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One field.
    public struct Field: Sendable, Equatable {
        /// Its name as it was written.
        public var name: String
        /// Its value, without blanks around it.
        public var value: String
    }

    /// The fields.
    public private(set) var list: [Field] = []

    /// No fields.
    public init() {}

    /// The fields of a literal, in its order; a name may come more than once.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// Adds a field after the others.
    public mutating func add(_ name: String, _ value: String) {
        list.append(Field(name: name, value: value))
    }

    /// The first value of that name.
    public subscript(_ name: String) -> String? { list.first { Self.same($0.name, name) }?.value }

    /// Every value of that name.
    public func all(_ name: String) -> [String] {
        list.filter { Self.same($0.name, name) }.map(\.value)
    }

    /// These fields without those for which the closure is false.
    func filter(_ keep: (String) -> Bool) -> TransferFields {
        var copy = self
        copy.list = list.filter { keep($0.name.lowercased()) }
        return copy
    }

    private static func same(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count && one.lowercased() == other.lowercased()
    }
}
