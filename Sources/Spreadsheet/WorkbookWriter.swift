import CXLSXWriter
import Glibc

/// Writes a workbook (ISO/IEC 29500, `.xlsx`) row by row: memory holds one row, the rest lies in temporary files.
///
/// ```swift
/// var workbook = try WorkbookWriter(path: "a.xlsx", temporaryFolder: ".")
/// try workbook.beginSheet("outlet", header: ["id", "code"])
/// try workbook.text(id)
/// try workbook.empty()
/// try workbook.endRow()
/// try workbook.finish()
/// ```
///
/// The header stays in sight while one scrolls. A sheet that is full goes on in another with the same header. Texts are never taken for
/// numbers, dates or formulas.
@safe public struct WorkbookWriter: ~Copyable {
    /// Rows of a sheet, its header among them.
    public static let mostRows = 1_048_576
    /// Columns of a sheet.
    public static let mostColumns = 16_384

    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private let headerFormat: UnsafeMutablePointer<lxw_format>?
    private let temporaryFolder: String
    private let folderForLibrary: UnsafeMutablePointer<CChar>?
    private var cells = CellText()
    private var name = ""
    private var header: [String] = []
    private var sheetsOfName = 0
    private var row = 0
    private var column = 0
    private let rowLimit: Int

    /// How many texts were longer than a cell may be, and were cut.
    public var cutTexts: Int { cells.cutTexts }

    /// Begins a workbook in a file that is not there yet.
    ///
    /// - Parameters:
    ///   - temporaryFolder: where rows wait until the workbook is finished.
    ///   - rowLimit: when a sheet is full; for tests.
    public init(
        path: String, temporaryFolder: String, rowLimit: Int = WorkbookWriter.mostRows
    ) throws(SpreadsheetError) {
        self.temporaryFolder = temporaryFolder
        self.rowLimit = max(2, min(rowLimit, Self.mostRows))
        unsafe folderForLibrary = strdup(temporaryFolder)
        var options = unsafe lxw_workbook_options(constant_memory: 1, tmpdir: folderForLibrary, use_zip64: 0)
        unsafe workbook = workbook_new_opt(path, &options)
        guard let made = unsafe workbook else { throw .cannotWrite("the library began none") }
        unsafe headerFormat = workbook_add_format(made)
        unsafe format_set_bold(headerFormat)
    }

    deinit {
        // Not finished: what the library holds is let go, no file is written.
        if let left = unsafe workbook { unsafe lxw_workbook_free(left) }
        unsafe free(folderForLibrary)
    }

    /// Begins a sheet whose first row is the header. Its name is cut to 31 characters, and loses those that no sheet's name may have.
    public mutating func beginSheet(_ name: String, header: [String]) throws(SpreadsheetError) {
        guard header.count <= Self.mostColumns else { throw .tooManyColumns(header.count) }
        self.name = String(name.map { "[]:*?/\\'".contains($0) ? "_" : $0 }.prefix(26))
        self.header = header
        sheetsOfName = 0
        try addSheet()
    }

    /// Puts a text, given as UTF-8, into the row's next cell.
    public mutating func text(_ utf8: [UInt8]) throws(SpreadsheetError) { try unsafe put(utf8, format: nil) }

    /// Puts a text into the row's next cell.
    public mutating func text(_ text: String) throws(SpreadsheetError) { try unsafe put(Array(text.utf8), format: nil) }

    /// Puts a number into the row's next cell.
    public mutating func number(_ value: Double) throws(SpreadsheetError) {
        guard value.isFinite else { return empty() }
        try check(unsafe worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), value, nil))
        column += 1
    }

    /// Leaves the row's next cell empty.
    public mutating func empty() { column += 1 }

    /// Ends the row.
    public mutating func endRow() throws(SpreadsheetError) {
        row += 1
        column = 0
        if row == rowLimit { try addSheet() }
    }

    /// Puts all together into the file.
    public consuming func finish() throws(SpreadsheetError) {
        try checkTemporaryFiles()
        let whole = unsafe workbook
        unsafe workbook = nil
        // It lets go of everything, whether it could write or not.
        try check(unsafe workbook_close(whole))
    }

    private mutating func addSheet() throws(SpreadsheetError) {
        sheetsOfName += 1
        let title = sheetsOfName == 1 ? name : "\(name) (\(sheetsOfName))"
        unsafe sheet = workbook_add_worksheet(workbook, title)
        guard unsafe sheet != nil else { throw .cannotWrite("no sheet could be begun") }
        unsafe worksheet_freeze_panes(sheet, 1, 0)
        row = 0
        column = 0
        for title in header {
            try check(unsafe worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), 18, nil))
            try unsafe put(Array(title.utf8), format: headerFormat)
        }
        row = 1
        column = 0
    }

    private mutating func put(
        _ utf8: [UInt8], format: UnsafeMutablePointer<lxw_format>?
    ) throws(SpreadsheetError) {
        let text = cells.prepare(utf8)
        let code = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { text in
                unsafe worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text.baseAddress, format)
            }
        }
        try check(code)
        column += 1
    }

    /// The library does not look whether its writes to temporary files succeed, nor those that copy them: so it is looked here whether
    /// one has failed, and whether there is room for the copy and the packed file.
    private func checkTemporaryFiles() throws(SpreadsheetError) {
        var written = 0
        var next = unsafe workbook?.pointee.worksheets.pointee.stqh_first
        while let sheet = unsafe next {
            if let file = unsafe sheet.pointee.optimize_tmpfile {
                guard unsafe fflush(file) == 0, unsafe ferror(file) == 0 else {
                    throw .cannotWrite("a temporary file could not be written")
                }
                written += unsafe ftell(file)
            }
            unsafe next = sheet.pointee.list_pointers.stqe_next
        }
        var facts = statvfs()
        guard unsafe statvfs(temporaryFolder, &facts) == 0 else { return }
        let free = Int(facts.f_bavail) * Int(facts.f_frsize)
        guard free > 2 * written + 1 << 20 else { throw .cannotWrite("the disk is too full to finish it") }
    }

    private func check(_ error: lxw_error) throws(SpreadsheetError) {
        guard error != LXW_NO_ERROR else { return }
        throw .cannotWrite(unsafe String(cString: lxw_strerror(error)))
    }
}
