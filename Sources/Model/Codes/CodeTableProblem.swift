/// A mistake in the file of a code table, with the line it stands in.
public struct CodeTableProblem: Sendable, Hashable {
    /// What is wrong.
    public enum Kind: Sendable, Hashable {
        /// The header names no such column, or names it twice.
        case missingColumn(String), unknownColumn(String), repeatedColumn(String)
        /// The row has another number of cells than the header.
        case cells(expected: Int, found: Int)
        /// The cell must not be empty.
        case empty(String)
        /// The cell is no date `2024-02-29`.
        case date(String, DateFault)
        /// The row holds until before it begins.
        case period
        /// The code or alias is that of another row which holds on the same day.
        case clash(String, line: Int)
        /// The code above is not in the table.
        case unknownParent(String)
        /// The code is above itself.
        case cycle(String)
    }

    /// The line of the file, from 1.
    public let line: Int
    /// What is wrong.
    public let kind: Kind

    /// A mistake in a line.
    public init(line: Int, kind: Kind) {
        self.line = line
        self.kind = kind
    }
}

extension CodeTableProblem: CustomStringConvertible {
    /// The mistake in plain words, without its line.
    public var description: String {
        switch kind {
        case .missingColumn(let name): "the column `\(name)` is missing"
        case .unknownColumn(let name): "the column `\(name)` is not known"
        case .repeatedColumn(let name): "the column `\(name)` stands twice"
        case .cells(let expected, let found): "\(found) cells instead of \(expected)"
        case .empty(let name): "`\(name)` is empty"
        case .date(let name, let fault): "`\(name)`: \(fault.description)"
        case .period: "`valid_to` is before `valid_from`"
        case .clash(let spelling, let line): "`\(spelling)` is also the code or an alias in line \(line)"
        case .unknownParent(let code): "there is no code `\(code)` to be the parent"
        case .cycle(let code): "`\(code)` is its own ancestor"
        }
    }
}
