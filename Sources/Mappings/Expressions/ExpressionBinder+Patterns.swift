import Model

extension ExpressionBinder {
    /// What a pattern of a function must have.
    enum PatternNeed {
        case day
        case dayAlone
        case moment
        case parts
    }

    /// The pattern of an argument, or `standard` without one. Patterns are constants, so that a wrong one is found here
    /// and not at the first record.
    mutating func pattern(_ call: ExprCall, _ index: Int, standard: String, needs: PatternNeed) -> DatePattern? {
        guard index < call.arguments.count else { return try? DatePattern(standard) }
        guard let text = constant(call, index, "pattern") else { return nil }
        let range = call.arguments[index].range
        do throws(DatePatternFault) {
            let pattern = try DatePattern(text)
            if needs != .parts, !pattern.hasDate {
                _ = fault(.pattern, "the pattern has no date", range)
            } else if needs == .dayAlone, pattern.hasTime {
                _ = fault(.pattern, "a day has no time", range, help: "`format_datetime` writes moments")
            } else if needs == .moment, !pattern.hasTime {
                _ = fault(.pattern, "the pattern has no time of day", range, help: "`date` reads days")
            } else {
                return pattern
            }
        } catch {
            _ = fault(.pattern, error.description, range)
        }
        return nil
    }

    /// The zone of the source's clocks; without one it is reported.
    mutating func zone(_ call: ExprCall) -> TimeZoneRules? {
        if let zone = names.context.zone { return zone }
        _ = fault(
            .zone, "nothing says in which zone `\(call.function.name)` reads the clock", call.range,
            help: "write `timezone: Asia/Shanghai` in the connector")
        return nil
    }

    /// A function of what clocks show at a moment.
    mutating func reading(_ call: ExprCall, _ part: @escaping @Sendable (CivilDateTime) -> ExprValue) -> Bound {
        guard let zone = zone(call) else { return Self.broken }
        return call.asking(1) { (a) throws(RecordFault) in part(a.moment(0).reading(in: zone)) }
    }
}
