import TextEncoding

/// What a file is that is named like a CSV file and is none.
enum ForeignFile: Equatable {
    /// A text whose characters have two or four bytes each: a comma of one byte is not in it.
    case wideText(String)
    /// A ZIP archive, as Excel's workbooks are.
    case workbook
    /// What Excel wrote before 2007.
    case oldWorkbook

    /// What the file with this head is, read as `encoding`; nil when it may be a CSV file.
    init?(head: [UInt8], encoding: CharacterEncoding) {
        if encoding.isWide {
            self = .wideText(encoding.name.uppercased())
        } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .workbook
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .oldWorkbook
        } else {
            return nil
        }
    }

    /// The error of a file that is this.
    func error(_ name: String) -> ConnectorError {
        ConnectorError(.unexpected, code: "not_csv", message: "\(name) cannot be read as CSV: \(advice)")
    }

    private var advice: String {
        switch self {
        case .wideText(let encoding): "it is \(encoding): save it as UTF-8 (in Excel: `CSV UTF-8`)"
        case .workbook:
            "it is an Excel workbook (.xlsx) or another ZIP archive, whatever it is called: save the sheet as `CSV UTF-8`"
        case .oldWorkbook: "it is an Excel workbook (.xls), whatever it is called: save the sheet as `CSV UTF-8`"
        }
    }
}

extension CharacterEncoding {
    /// Whether each character has two bytes or more, even a comma.
    var isWide: Bool { name.hasPrefix("utf-16") || name.hasPrefix("utf-32") }
}
