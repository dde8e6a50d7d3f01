import Model

extension ExprFunction {
    /// Functions of code tables. The table is named in quotes; a day chooses the rows that held then, without one the
    /// latest row counts.
    static let codes: [ExprFunction] = [
        ExprFunction(
            "code", [.text, .text, .date], optional: 1, .text,
            "the code that a table has for a spelling, on a day if one is given",
            [#"code("pollutant", "氨氮")"#: "w21003"], rejects: [#"code("pollutant", "无名")"#: "R2105"],
            making: { binder, call in
                binder.entry(call) { (entry, table, a) throws(RecordFault) in
                    .text(try Self.known(entry, table, a).code)
                }
            }),
        ExprFunction(
            "is_code", [.text, .text, .date], optional: 1, .bool,
            "whether a table has a code for a spelling, on a day if one is given",
            [#"is_code("pollutant", "氨氮")"#: "true", #"is_code("pollutant", "无名")"#: "false"],
            making: { binder, call in
                binder.entry(call) { (entry, _, _) throws(RecordFault) in .bool(entry != nil) }
            }),
        ExprFunction(
            "code_label", [.text, .text, .date], optional: 1, .text,
            "the Chinese name that a table has for a code or spelling",
            [#"code_label("pollutant", "NH3-N")"#: "氨氮"], rejects: [#"code_label("pollutant", "无名")"#: "R2105"],
            making: { binder, call in
                binder.entry(call) { (entry, table, a) throws(RecordFault) in
                    .text(try Self.known(entry, table, a).labelZh)
                }
            }),
        ExprFunction(
            "code_parent", [.text, .text, .date], optional: 1, .text,
            "the code above, in tables that are trees; null at the top",
            [#"code_parent("gbt2260", "清新区")"#: "441800"], rejects: [#"code_parent("gbt2260", "无名区")"#: "R2105"],
            making: { binder, call in
                binder.entry(call) { (entry, table, a) throws(RecordFault) in
                    let parent = try Self.known(entry, table, a).parent ?? ""
                    return parent.isEmpty ? .null : .text(parent)
                }
            }),
    ]

    private static func known(
        _ entry: CodeEntry?, _ table: CodeTable, _ a: [ExprValue]
    ) throws(RecordFault) -> CodeEntry {
        if let entry { return entry }
        let shown = RecordFault.cut(a.text(1))
        let day = a.count > 2 ? " on \(a.date(2))" : ""
        throw RecordFault(code: "R2105", message: "not a code of `\(table.name)`\(day): \"\(shown)\"", value: shown)
    }
}

extension ExpressionBinder {
    /// A function of the entry that a table named in quotes has for a spelling.
    mutating func entry(
        _ call: ExprCall,
        _ result: @escaping @Sendable (CodeEntry?, CodeTable, [ExprValue]) throws(RecordFault) -> ExprValue
    ) -> Bound {
        guard let name = constant(call, 0, "table") else { return Self.broken }
        guard let table = names.context.codes[name] else {
            return unknownTable(name, call.arguments[0].range)
        }
        names.usedTables.insert(name)
        return call.asking(call.bound.count) { (a) throws(RecordFault) in
            let day = a.count > 2 ? a.date(2) : nil
            return try result(table.entry(a.text(1), at: day).map { table[$0] }, table, a)
        }
    }
}
