import Model

extension ExprFunction {
    /// Functions that go from day to day.
    static let calendar: [ExprFunction] = [
        ExprFunction(
            "add_days", [.date, .integer], .date, "the day so many days later",
            [#"add_days(date("2024-02-28"), 2)"#: "2024-03-01"],
            rejects: [#"add_days(date("2024-02-28"), 9999999)"#: "R2110"]
        ) { (a) throws(RecordFault) in
            try Self.day(a.date(0).adding(days: a.integer(1)))
        },
        ExprFunction(
            "add_months", [.date, .integer], .date,
            "the same day so many months later; the last of the month if that is shorter",
            [#"add_months(date("2024-01-31"), 1)"#: "2024-02-29"],
            rejects: [#"add_months(date("2024-01-31"), 999999)"#: "R2110"]
        ) { (a) throws(RecordFault) in
            try Self.day(Self.shifted(a.date(0), months: a.integer(1)))
        },
        ExprFunction(
            "add_years", [.date, .integer], .date, "the same day so many years later; of 29 February the 28th",
            [#"add_years(date("2024-02-29"), 5)"#: "2029-02-28"],
            rejects: [#"add_years(date("2024-02-29"), 9999)"#: "R2110"]
        ) { (a) throws(RecordFault) in
            try Self.day(Self.shifted(a.date(0), months: a.integer(1) * 12))
        },
        ExprFunction(
            "days_between", [.date, .date], .integer, "how many days the second day is behind the first",
            [#"days_between(date("2024-02-28"), date("2024-03-01"))"#: "2"]
        ) { (a) throws(RecordFault) in
            try Self.count(a.date(1).daysSinceEpoch - a.date(0).daysSinceEpoch)
        },
        ExprFunction(
            "start_of_month", [.date], .date, "the first day of the month",
            [#"start_of_month(date("2024-02-29"))"#: "2024-02-01"]
        ) { (a) throws(RecordFault) in
            try Self.day(CivilDate(year: a.date(0).year, month: a.date(0).month, day: 1))
        },
        ExprFunction(
            "end_of_month", [.date], .date, "the last day of the month",
            [#"end_of_month(date("2024-02-01"))"#: "2024-02-29"]
        ) { (a) throws(RecordFault) in
            let (year, month) = (a.date(0).year, a.date(0).month)
            let last = CivilDate.dayCount(year: year, month: month)
            return try Self.day(CivilDate(year: year, month: month, day: last))
        },
        ExprFunction(
            "is_leap_year", [.integer], .bool, "whether February of the year has 29 days",
            ["is_leap_year(2024)": "true", "is_leap_year(1900)": "false"]
        ) { (a) throws(RecordFault) in
            .bool(CivilDate.isLeap(year: a.integer(0)))
        },
        ExprFunction(
            "format_date", [.date, .text], .text, "the day in a pattern",
            [#"format_date(date("2024-03-01"), "yyyy年M月d日")"#: "2024年3月1日"],
            making: { binder, call in
                guard let pattern = binder.pattern(call, 1, standard: "", needs: .dayAlone) else {
                    return ExpressionBinder.broken
                }
                return call.asking(1) { (a) throws(RecordFault) in
                    var text: [UInt8] = []
                    pattern.append(CivilDateTime(startOf: a.date(0)), to: &text)
                    return .text(String(decoding: text, as: UTF8.self))
                }
            }),
    ]

    private static func day(_ day: CivilDate?) throws(RecordFault) -> ExprValue {
        guard let day else { throw RecordFault(code: "R2110", message: "no result: the day is beyond the calendar") }
        return .date(day)
    }

    private static func shifted(_ date: CivilDate, months: Int) -> CivilDate? {
        guard abs(months) < 200_000 else { return nil }
        let month = date.year * 12 + date.month - 1 + months
        guard month >= 12 else { return nil }
        let (year, rest) = month.quotientAndRemainder(dividingBy: 12)
        return CivilDate(
            year: year, month: rest + 1, day: min(date.day, CivilDate.dayCount(year: year, month: rest + 1)))
    }
}
