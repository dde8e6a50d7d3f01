/// Why a workbook could not be written.
public enum SpreadsheetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, or the library's temporary files beside it, could not be written; most often the disk is full.
    case cannotWrite(String)
    /// More columns than a sheet has, which is 16,384.
    case tooManyColumns(Int)

    /// One line for a person.
    public var description: String {
        switch self {
        case .cannotWrite(let reason): "the workbook could not be written: \(reason)"
        case .tooManyColumns(let count): "a sheet has at most \(WorkbookWriter.mostColumns) columns, not \(count)"
        }
    }
}
