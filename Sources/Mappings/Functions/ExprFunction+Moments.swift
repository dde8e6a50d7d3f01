import Model

extension ExprFunction {
    /// Functions of moments. What clocks show is in the connector's zone.
    static let moments: [ExprFunction] = [
        ExprFunction(
            "datetime", [.text, .text], optional: 1, .datetime,
            "the moment that a text writes in a pattern, yyyy-MM-dd HH:mm:ss if none is given",
            [#"datetime("2024-03-01 08:00:00")"#: "2024-03-01T00:00:00.000Z"],
            rejects: [#"datetime("2024-03-01")"#: "R2103"],
            making: { binder, call in
                guard let pattern = binder.pattern(call, 1, standard: "yyyy-MM-dd HH:mm:ss", needs: .moment),
                    let zone = pattern.hasOffset ? TimeZoneRules.utc : binder.zone(call)
                else { return ExpressionBinder.broken }
                return call.asking(1) { (a) throws(RecordFault) in
                    do throws(DateFault) { return .datetime(try pattern.instant(a.text(0), zone: zone)) } catch {
                        throw Self.notDate(a.text(0), "a date-time", pattern, error)
                    }
                }
            }),
        ExprFunction(
            "start_of_day", [.date], .datetime, "the midnight at which a day begins",
            [#"start_of_day(date("2024-03-01"))"#: "2024-02-29T16:00:00.000Z"],
            making: { binder, call in
                guard let zone = binder.zone(call) else { return ExpressionBinder.broken }
                return call.asking(1) { (a) throws(RecordFault) in
                    .datetime(CivilDateTime(startOf: a.date(0)).instant(in: zone))
                }
            }),
        ExprFunction(
            "date_of", [.datetime], .date, "the day of a moment",
            [#"date_of(datetime("2024-03-01 00:30:00"))"#: "2024-03-01"],
            making: { binder, call in binder.reading(call) { .date($0.date) } }),
        ExprFunction(
            "hour", [.datetime], .integer, "the hour of a moment, 0 to 23",
            [#"hour(datetime("2024-03-01 08:05:00"))"#: "8"],
            making: { binder, call in binder.reading(call) { Self.whole($0.millisecondOfDay / 3_600_000) } }),
        ExprFunction(
            "minute", [.datetime], .integer, "the minute of a moment, 0 to 59",
            [#"minute(datetime("2024-03-01 08:05:00"))"#: "5"],
            making: { binder, call in binder.reading(call) { Self.whole($0.millisecondOfDay / 60_000 % 60) } }),
        ExprFunction(
            "format_datetime", [.datetime, .text], .text, "the moment in a pattern",
            [#"format_datetime(datetime("2024-03-01 08:05:00"), "yyyy年M月d日 HH:mm")"#: "2024年3月1日 08:05"],
            making: { binder, call in
                guard let pattern = binder.pattern(call, 1, standard: "", needs: .parts), let zone = binder.zone(call)
                else { return ExpressionBinder.broken }
                return call.asking(1) { (a) throws(RecordFault) in
                    let offset = zone.offset(at: a.moment(0))
                    var text: [UInt8] = []
                    pattern.append(a.moment(0).reading(offset: offset), offset: offset, to: &text)
                    return .text(String(decoding: text, as: UTF8.self))
                }
            }),
    ]

    /// Functions of lengths of time; they are added and compared by operators, and counted by division: `d / hours(1)`.
    static let durations: [ExprFunction] = [
        ExprFunction(
            "duration", [.text], .duration, "the length of time that a text writes by ISO 8601 (no years, no months)",
            [#"duration("PT1H30M") / minutes(1)"#: "90"], rejects: [#"duration("1小时")"#: "R2103"]
        ) { (a) throws(RecordFault) in
            guard let milliseconds = DurationText.milliseconds(a.text(0)) else {
                let shown = RecordFault.cut(a.text(0))
                throw RecordFault(code: "R2103", message: "not a duration: \"\(shown)\"", value: shown)
            }
            return .duration(milliseconds)
        },
        length("days", 86_400_000, "so many days of 24 hours", ["days(0.5)": "PT12H"]),
        length("hours", 3_600_000, "so many hours", ["hours(26)": "P1DT2H"]),
        length("minutes", 60_000, "so many minutes", ["minutes(90)": "PT1H30M"]),
    ]

    private static func length(
        _ name: String, _ milliseconds: Int64, _ summary: String, _ example: KeyValuePairs<String, String?>
    ) -> ExprFunction {
        ExprFunction(
            name, [.decimal], .duration, summary, example, rejects: ["\(name)(1000000000000)": "R2110"]
        ) { (a) throws(RecordFault) in
            try TimeArithmetic.scaled(milliseconds) { (one) throws(DecimalFault) in
                try one.multiplied(by: a.number(0))
            }
        }
    }

    private static func whole(_ number: Int32) -> ExprValue {
        (try? DecimalValue(Int64(number))).map { .number($0) } ?? .null
    }
}
