import Model

extension FilterCompiler {
    /// `field op literal`, `field in [...]`, `field is null`, or a field that is true or false by itself.
    mutating func fieldCondition(_ name: String) throws(FilterFault) {
        let place = current.range
        let column = try column(name, at: place)
        advance()
        if pass("is") {
            let isNegated = pass("not")
            try expect("null")
            filter.operations.append(.isNull(column: column))
            if isNegated { filter.operations.append(.not) }
            return
        }
        if let comparison = comparison() {
            return try compare(column, comparison)
        }
        let isNegated = pass("not")
        if isNegated || current.kind == .name("in") {
            try expect("in")
            try memberOfList(column)
            if isNegated { filter.operations.append(.not) }
            return
        }
        guard entity.columns[column].type == .bool else { throw unexpected("`==`, `in` or `is null`") }
        filter.operations.append(.number(column: column, .equal, mantissa: 1, exponent: 0))
    }

    /// `"water" in discharge_media`.
    mutating func memberCondition() throws(FilterFault) {
        guard case .text(let text) = current.kind else { throw unexpected("a field, a text, `not` or `(`") }
        advance()
        let isNegated = pass("not")
        try expect("in")
        let place = current.range
        guard case .name(let name) = current.kind else { throw unexpected("a list field") }
        let column = try column(name, at: place)
        advance()
        guard entity.columns[column].type == .list else {
            throw FilterFault(
                kind: .type, message: "`\(name)` is not a list", range: place, help: "write `\(name) == \"\(text)\"`")
        }
        let start = filter.literals.count
        filter.literals.append(quoted: text)
        filter.operations.append(.holds(column: column, start..<filter.literals.count))
        if isNegated { filter.operations.append(.not) }
    }

    private mutating func memberOfList(_ column: Int) throws(FilterFault) {
        try expect("[")
        var count = 0
        repeat {
            try compareLiteral(column, .equal)
            if count > 0 { filter.operations.append(.or) }
            count += 1
        } while pass(",")
        try expect("]")
    }

    private mutating func comparison() -> RowFilter.Comparison? {
        let known: [String: RowFilter.Comparison] = [
            "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
        ]
        guard case .symbol(let symbol) = current.kind, let comparison = known[symbol] else { return nil }
        advance()
        return comparison
    }

    private mutating func compare(_ column: Int, _ comparison: RowFilter.Comparison) throws(FilterFault) {
        if current.kind == .name("null") {
            let help = comparison == .notEqual ? "write `is not null`" : "write `is null`"
            throw FilterFault(
                kind: .type, message: "nothing is ever equal to null", range: current.range, help: help)
        }
        try compareLiteral(column, comparison)
    }

    private func column(_ name: String, at place: Range<Int>) throws(FilterFault) -> Int {
        guard let column = entity.column(of: name) ?? entity.columns.firstIndex(where: { $0.name == name }) else {
            throw FilterFault(kind: .unknownField(name), message: "", range: place)
        }
        // Which rows a feed has would tell what the secret is.
        if entity.fields[entity.columns[column].field].sensitivity == .secret {
            throw FilterFault(kind: .secret, message: "`\(name)` is secret: no filter may use it", range: place)
        }
        return column
    }
}
