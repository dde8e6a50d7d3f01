/// The columns of a file by name.
///
/// Names are taken as they are, byte for byte: nothing is trimmed, folded or normalised. Columns without a name, as trailing
/// delimiters give, count but cannot be looked up.
public struct CSVHeader: Sendable, Equatable {
    /// The names in order.
    public let names: [String]
    /// Where each name stands, by its bytes: texts would be equal when only their normalisation differs.
    private let places: [[UInt8]: Int]

    /// How many columns there are.
    public var count: Int { names.count }

    /// A header of these names.
    ///
    /// - Throws: ``CSVHeaderError`` when two columns have the same name.
    public init(_ names: [String]) throws(CSVHeaderError) {
        var places: [[UInt8]: Int] = [:]
        for (index, name) in names.enumerated() where !name.isEmpty {
            let key = Array(name.utf8)
            if let first = places[key] {
                throw CSVHeaderError(name: name, first: first + 1, second: index + 1)
            }
            places[key] = index
        }
        self.names = names
        self.places = places
    }

    /// The header that a record holds.
    ///
    /// - Throws: ``CSVHeaderError`` when two columns have the same name.
    public init(
        _ record: CSVRecord, of batch: CSVBatch, in page: UnsafeRawBufferPointer
    ) throws(CSVHeaderError) {
        var names: [String] = []
        for column in 0..<record.fieldCount { names.append(unsafe batch.text(record, column, in: page)) }
        try self.init(names)
    }

    /// The column of a name, from 0; nil when no column has it.
    public func index(of name: String) -> Int? { places[Array(name.utf8)] }
}

/// Two columns have the same name.
public struct CSVHeaderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name.
    public let name: String
    /// The first column of that name, from 1.
    public let first: Int
    /// The second one, from 1.
    public let second: Int

    /// A sentence that names both columns.
    public var description: String { "columns \(first) and \(second) are both named \"\(name)\"" }
}
