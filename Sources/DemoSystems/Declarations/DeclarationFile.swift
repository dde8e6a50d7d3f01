import CSV

/// The file of one period, as the solid-waste system exports it: GB 18030, CR LF, units in the headers.
struct DeclarationFile {
    let period: String
    let encoder: LegacyText

    static let columns = [
        "申报编号", "申报周期", "周期类型", "企业编码", "单位名称", "统一社会信用代码", "所在区县", "所在镇街", "废物类别", "废物代码", "废物名称", "期初贮存量（吨）",
        "产生量（吨）", "自行利用量（吨）", "自行处置量（吨）", "委外转移量（吨）", "期末贮存量（吨）", "申报日期", "填报人", "备注",
    ]

    /// `固废申报-2026-03.csv`.
    var name: String { "固废申报-\(period).csv" }

    /// The whole file.
    func bytes(of city: DemoCity) -> [UInt8] {
        var bytes = record(Self.columns)
        for (index, declaration) in city.declarations.enumerated() where declaration.period == period {
            let row = DeclarationRow(
                declaration: declaration, enterprise: city.enterprises[declaration.enterprise],
                isMistyped: city.dirt.mistyped.contains(declaration.enterprise), dirt: city.dirt.declarations[index])
            bytes += damaged(record(row.fields), row.dirt)
        }
        return bytes
    }

    private func record(_ fields: [String]) -> [UInt8] {
        var writer = CSVWriter()
        for field in fields { writer.text(field) }
        writer.endRecord()
        return encoder.encoded(String(decoding: writer.bytes, as: UTF8.self))
    }

    /// What no program that knows GB 18030 would write: a byte that begins nothing, within the first field.
    private func damaged(_ record: [UInt8], _ dirt: DeclarationDirt?) -> [UInt8] {
        dirt == .undecodable ? Array(record.prefix(2)) + [0xFF, 0xFF] + record.dropFirst(2) : record
    }
}

/// A declaration as the solid-waste system writes it, with its mistakes.
struct DeclarationRow {
    let declaration: Declaration
    let enterprise: Enterprise
    let isMistyped: Bool
    let dirt: DeclarationDirt?

    /// The fields in the order of the columns.
    var fields: [String] {
        var fields = origin + waste + amounts + ending
        if dirt == .columnMissing { fields.removeLast() }
        if dirt == .columnTooMany { fields.append("多余") }
        return fields
    }

    private var origin: [String] {
        let credit = isMistyped ? CreditCode.mistyped(enterprise.uscc) : enterprise.uscc
        let code = CreditCode.organisation(of: enterprise.uscc) + "001"
        return [
            declaration.number, declaration.period, declaration.isYearly ? "年报" : "月报", dirt == .emptyCode ? "" : code,
            dirt == .padding ? WrittenForms.padded(enterprise.shortName) : enterprise.shortName, credit,
            enterprise.town.county, enterprise.town.name,
        ]
    }

    private var waste: [String] {
        if dirt == .unknownCategory { return ["SW88", "", "不明废物"] }
        guard declaration.isHazardous else { return [declaration.category, "", declaration.waste] }
        return ["HW" + declaration.category.suffix(2), declaration.category, declaration.waste]
    }

    private var amounts: [String] {
        let amounts = [
            declaration.opening, declaration.generated, declaration.utilised, declaration.disposed,
            declaration.transferred, declaration.closing,
        ]
        return amounts.enumerated().map { written($1, isFirst: $0 == 1) }
    }

    private func written(_ amount: Int, isFirst: Bool) -> String {
        guard isFirst else { return WrittenForms.decimal(amount) }
        switch dirt {
        case .unitInValue: return WrittenForms.decimal(amount) + "吨"
        case .thousands: return WrittenForms.thousands(amount + 100_000)
        case .fullWidth: return WrittenForms.fullWidth(WrittenForms.decimal(amount))
        default: return WrittenForms.decimal(amount)
        }
    }

    private var ending: [String] {
        let day = dirt == .impossibleDate ? "2026-02-30" : declaration.day
        let note = dirt == .lineBreak ? "第一行说明，\r\n第二行“补充”说明" : declaration.note
        return [day, enterprise.contact, note]
    }
}
