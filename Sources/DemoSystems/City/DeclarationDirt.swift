/// What the files of the solid-waste system get wrong.
enum DeclarationDirt: DirtKind, CaseIterable {
    case columnMissing, columnTooMany, undecodable, impossibleDate, emptyCode, unknownCategory
    case unitInValue, thousands, fullWidth, padding, lineBreak

    static let system = "solid-waste"

    static func count(_ kind: DeclarationDirt) -> Int {
        switch kind {
        case .columnMissing, .columnTooMany, .undecodable, .emptyCode, .unknownCategory: 3
        case .impossibleDate: 4
        case .unitInValue: 5
        case .thousands: 9
        case .fullWidth: 8
        case .padding: 15
        case .lineBreak: 10
        }
    }

    var outcome: DirtyRows.Outcome {
        switch self {
        case .columnMissing, .columnTooMany, .undecodable, .impossibleDate, .emptyCode, .unknownCategory: .quarantined
        case .unitInValue, .thousands, .fullWidth, .padding, .lineBreak: .cured
        }
    }

    /// A row of these files is a record.
    var isWhole: Bool { outcome == .quarantined }
    var entity: String { "waste_declaration" }
    var zh: String { words.zh }
    var en: String { words.en }

    private var words: (zh: String, en: String) {
        switch self {
        case .columnMissing: ("少一列", "a column too few")
        case .columnTooMany: ("多一列", "a column too many")
        case .undecodable: ("含有无法解码的字节", "bytes that are no GB 18030")
        case .impossibleDate: ("申报日期是2月30日", "declared on 30 February")
        case .emptyCode: ("企业编码为空", "no code of the enterprise")
        case .unknownCategory: ("废物类别SW88不存在", "a category that does not exist")
        case .unitInValue: ("数量带单位，如12.50吨", "the unit within the value")
        case .thousands: ("数量带千位分隔符", "thousands separators")
        case .fullWidth: ("数量用全角数字", "full-width digits")
        case .padding: ("名称两端有全角空格", "U+3000 around the name")
        case .lineBreak: ("备注里有换行", "a line break within a note")
        }
    }
}
