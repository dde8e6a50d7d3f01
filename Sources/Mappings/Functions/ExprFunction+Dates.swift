import Model

extension ExprFunction {
    /// Functions that make days and tell their parts. Patterns are constants and checked when the mapping is compiled.
    static let dates: [ExprFunction] = [
        ExprFunction(
            "date", [.text, .text], optional: 1, .date,
            "the day that a text writes in a pattern, yyyy-MM-dd if none is given",
            [#"date("2024年3月1日", "yyyy年M月d日")"#: "2024-03-01"], rejects: [#"date("2023-02-29")"#: "R2103"],
            making: { binder, call in
                guard let pattern = binder.pattern(call, 1, standard: "yyyy-MM-dd", needs: .day) else {
                    return ExpressionBinder.broken
                }
                return call.asking(1) { (a) throws(RecordFault) in
                    do throws(DateFault) { return .date(try pattern.date(a.text(0))) } catch {
                        throw Self.notDate(a.text(0), "a date", pattern, error)
                    }
                }
            }),
        ExprFunction(
            "is_date", [.text, .text], optional: 1, .bool, "whether `date` can read the text",
            [#"is_date("2023-02-29")"#: "false", #"is_date("20240301", "yyyyMMdd")"#: "true"],
            making: { binder, call in
                guard let pattern = binder.pattern(call, 1, standard: "yyyy-MM-dd", needs: .day) else {
                    return ExpressionBinder.broken
                }
                return call.asking(1) { (a) throws(RecordFault) in .bool((try? pattern.date(a.text(0))) != nil) }
            }),
        ExprFunction(
            "make_date", [.integer, .integer, .integer], .date, "the day of a year, a month and a day",
            ["make_date(2024, 2, 29)": "2024-02-29"], rejects: ["make_date(2023, 2, 29)": "R2103"]
        ) { (a) throws(RecordFault) in
            guard let day = CivilDate(year: a.integer(0), month: a.integer(1), day: a.integer(2)) else {
                let shown = "\(a.number(0))-\(a.number(1))-\(a.number(2))"
                throw RecordFault(code: "R2103", message: "the calendar has no such day: \(shown)", value: shown)
            }
            return .date(day)
        },
        ExprFunction(
            "excel_date", [.decimal], .date, "the day that a spreadsheet keeps as this number, counted from 1900",
            ["excel_date(45351)": "2024-02-29"], rejects: ["excel_date(0)": "R2103"]
        ) { (a) throws(RecordFault) in
            // Spreadsheets believe in 1900-02-29, day 60: what comes before it is one day off and is no date of records.
            let count = a.integer(0)
            guard count > 60, let day = CivilDate(daysSinceEpoch: min(count, 10_000_000) - 25_569) else {
                throw RecordFault(
                    code: "R2103", message: "not a spreadsheet's date: \(a.number(0))", value: "\(a.number(0))")
            }
            return .date(day)
        },
        ExprFunction("year", [.date], .integer, "the year of a day", [#"year(date("2024-02-29"))"#: "2024"]) {
            (a) throws(RecordFault) in
            try Self.count(a.date(0).year)
        },
        ExprFunction(
            "quarter", [.date], .integer, "the quarter of a day, 1 to 4", [#"quarter(date("2024-05-01"))"#: "2"]
        ) { (a) throws(RecordFault) in
            try Self.count((a.date(0).month + 2) / 3)
        },
        ExprFunction("month", [.date], .integer, "the month of a day, 1 to 12", [#"month(date("2024-02-29"))"#: "2"]) {
            (a) throws(RecordFault) in
            try Self.count(a.date(0).month)
        },
        ExprFunction("day", [.date], .integer, "the day of the month", [#"day(date("2024-02-29"))"#: "29"]) {
            (a) throws(RecordFault) in
            try Self.count(a.date(0).day)
        },
        ExprFunction(
            "weekday", [.date], .integer, "the day of the week, 1 for Monday to 7 for Sunday",
            [#"weekday(date("2024-02-29"))"#: "4"]
        ) { (a) throws(RecordFault) in
            // 1970-01-01 was a Thursday; the count is far above any day before it.
            try Self.count((a.date(0).daysSinceEpoch + 719_163 + 6) % 7 + 1)
        },
    ]

    static func notDate(_ text: String, _ what: String, _ pattern: DatePattern, _ why: DateFault) -> RecordFault {
        let shown = RecordFault.cut(text)
        return RecordFault(
            code: "R2103", message: "not \(what) in \(pattern.source): \"\(shown)\" (\(why))", value: shown)
    }
}
