import Model

extension ExprFunction {
    /// Functions of days. Patterns are constants and checked when the mapping is compiled.
    static let dates: [ExprFunction] = [
        ExprFunction(
            "date", [.text, .text], optional: 1, .date,
            "the day that a text writes in a pattern, yyyy-MM-dd if none is given"
        ) {
            (a) throws(RecordFault) in
            let source = a.count > 1 ? a.text(1) : "yyyy-MM-dd"
            do {
                return .date(try DatePattern(source).date(a.text(0)))
            } catch {
                let shown = RecordFault.cut(a.text(0))
                throw RecordFault(
                    code: "R2103", message: "not a date in \(source): \"\(shown)\" (\(error))", value: shown)
            }
        },
        ExprFunction("add_days", [.date, .integer], .date, "the day so many days later") { (a) throws(RecordFault) in
            guard let day = a.date(0).adding(days: a.integer(1)) else {
                throw RecordFault(code: "R2110", message: "no result: the day is beyond the calendar")
            }
            return .date(day)
        },
        ExprFunction("year", [.date], .integer, "the year of a day") { (a) throws(RecordFault) in
            try Self.count(a.date(0).year)
        },
        ExprFunction("month", [.date], .integer, "the month of a day, 1 to 12") { (a) throws(RecordFault) in
            try Self.count(a.date(0).month)
        },
        ExprFunction("day", [.date], .integer, "the day of the month") { (a) throws(RecordFault) in
            try Self.count(a.date(0).day)
        },
    ]
}
