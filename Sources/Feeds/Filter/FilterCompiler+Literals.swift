import Model

extension FilterCompiler {
    /// Compiles the comparison of a column with the literal that comes next, which must be of the column's type.
    mutating func compareLiteral(_ column: Int, _ comparison: RowFilter.Comparison) throws(FilterFault) {
        let place = current.range
        switch (entity.columns[column].type, current.kind) {
        case (.text, .text(let text)), (.code, .text(let text)):
            let start = filter.literals.count
            filter.literals += Array(text.utf8)
            filter.operations.append(.text(column: column, comparison, start..<filter.literals.count))
        case (.integer, .number(let text)), (.decimal, .number(let text)), (.quantity, .number(let text)):
            let number = try Self.decimal(text, at: place)
            append(column, comparison, number.mantissa, Int(number.exponent))
        case (.bool, .name("true")), (.bool, .name("false")):
            guard comparison == .equal || comparison == .notEqual else { throw mismatch(column, place) }
            append(column, comparison, current.kind == .name("true") ? 1 : 0)
        case (.date, .text(let text)):
            guard let date = try? Self.day.date(text) else { throw mismatch(column, place) }
            append(column, comparison, Int64(date.daysSinceEpoch))
        case (.datetime, .text(let text)):
            guard let instant = try? Self.moment.instant(text, zone: .utc) else { throw mismatch(column, place) }
            append(column, comparison, instant.milliseconds)
        default: throw mismatch(column, place)
        }
        advance()
    }

    private mutating func append(
        _ column: Int, _ comparison: RowFilter.Comparison, _ mantissa: Int64, _ exponent: Int = 0
    ) {
        filter.operations.append(.number(column: column, comparison, mantissa: mantissa, exponent: exponent))
    }

    private static let day = try! DatePattern("yyyy-MM-dd")
    private static let moment = try! DatePattern("yyyy-MM-dd'T'HH:mm:ssXXX")

    private static func decimal(_ text: String, at place: Range<Int>) throws(FilterFault) -> DecimalValue {
        do { return try DecimalValue(text) } catch {
            throw FilterFault(kind: .type, message: "`\(text)` is not a number", range: place)
        }
    }

    private func mismatch(_ column: Int, _ place: Range<Int>) -> FilterFault {
        let column = entity.columns[column]
        let wanted: String =
            switch column.type {
            case .text, .code: "a text, such as \"...\""
            case .integer, .decimal, .quantity, .point: "a number"
            case .bool: "`true` or `false`, with `==` or `!=`"
            case .date: "a day, such as \"2026-01-31\""
            case .datetime: "a moment, such as \"2026-01-31T08:00:00+08:00\""
            case .list: "`\"...\" in \(column.name)`"
            case .ref: "`is null` or `is not null` only: other rows are not looked at"
            }
        return FilterFault(kind: .type, message: "`\(column.name)` needs \(wanted)", range: place)
    }
}
