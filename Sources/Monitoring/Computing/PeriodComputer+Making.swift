import Storage

extension PeriodComputer {
    /// Computes hours of a point, which lie close together and are in their order. Inside a transaction.
    func computeHours(_ starts: [Int64], of point: Int64, at now: Int64) throws {
        let series = SeriesID(point: point, period: .hour)
        let wanted = try starts.filter { start in
            // A device's own hour stands; of minutes that have been dropped none is made.
            guard start - CivilPeriods.hourLength >= oldestKept(.minute, at: now) else { return false }
            return try (store.origin(series, at: start) ?? .computed) == .computed
        }
        guard !wanted.isEmpty else { return }
        try fill(&minutes, SeriesID(point: point, period: .minute), wanted)
        let (start, length) = (oldestKept(.realtime, at: now) + CivilPeriods.hourLength, CivilPeriods.hourLength)
        let without = wanted.filter { $0 >= start && !minutes.hasReadings(from: $0, to: $0 + length) }
        if without.isEmpty { moments.removeSamples() }
        if !without.isEmpty { try fill(&moments, SeriesID(point: point, period: .realtime), without) }
        var changes = MadeChanges()
        for start in wanted {
            let hour = minutes.hour(start)
            if let made = hour ?? moments.hour(start) {
                changes.add(try put(made, on: hour == nil ? moments : minutes, series, at: now), start)
            }
        }
        try follow(changes, series, at: now)
        for start in changes.times {
            if rules.day != nil { backlog.add(day: periods.day(of: start), of: point) }
            yearly.note(point, year: periods.year(of: start))
        }
    }

    /// Computes a day of a point. Inside a transaction.
    func computeDay(_ start: Int64, of point: Int64, at now: Int64) throws {
        let series = SeriesID(point: point, period: .day)
        let isOwn = try (store.origin(series, at: start) ?? .computed) != .computed
        guard !isOwn, start >= oldestKept(.hour, at: now) else { return }
        let end = periods.nextDay(after: start)
        hours.removeSamples()
        try store.reader.read(SeriesID(point: point, period: .hour), from: start, to: end, into: &reading) {
            try hours.take($0)
        }
        guard let made = hours.day(from: start, to: end) else { return }
        var changes = MadeChanges()
        changes.add(try put(made, on: hours, series, at: now), start)
        try follow(changes, series, at: now)
        if !changes.times.isEmpty { yearly.note(point, year: periods.year(of: start)) }
    }

    /// Before this moment readings of a period may have been dropped.
    private func oldestKept(_ period: SeriesPeriod, at now: Int64) -> Int64 {
        rules.keeps[period].map { now - $0 } ?? .min / 2
    }

    /// Reads the hours, and the one before each, into a sheet.
    private func fill(_ sheet: inout SampleSheet, _ series: SeriesID, _ starts: [Int64]) throws {
        sheet.removeSamples()
        guard let first = starts.first, let last = starts.last else { return }
        try store.reader.read(
            series, from: first - CivilPeriods.hourLength, to: last + CivilPeriods.hourLength, into: &reading
        ) { try sheet.take($0) }
    }

    /// Stores a computed period.
    private func put(
        _ made: MadePeriod, on sheet: SampleSheet, _ series: SeriesID, at now: Int64
    ) throws -> SeriesStore.Outcome {
        reading.removeValues()
        reading.series = series
        reading.time = made.start
        reading.received = now
        for (factor, values) in made.factors {
            for (field, number) in values.numbers {
                let name = SeriesColumnName(
                    factor: sheet.factors[factor], field: field.name, unit: sheet.units[Int(number.unit)])
                reading.add(try store.column(name), mantissa: number.mantissa, scale: number.scale)
            }
            let flag = SeriesColumnName(factor: sheet.factors[factor], field: FactorReading.flagField, unit: "")
            reading.add(try store.column(flag), letter: values.flag)
        }
        return try store.put(computed: &reading)
    }

    /// Holds what changed against the limits, as what devices send is.
    private func follow(_ changes: MadeChanges, _ series: SeriesID, at now: Int64) throws {
        guard let first = changes.times.first else { return }
        if changes.isOneNew {
            try judge.judge(reading)
        } else {
            try judge.judgeAgain(series, from: first, at: now)
        }
    }
}

/// Which of some periods were stored.
private struct MadeChanges {
    private(set) var times: [Int64] = []
    private(set) var isOneNew = false

    mutating func add(_ outcome: SeriesStore.Outcome, _ time: Int64) {
        guard outcome != .repeated else { return }
        isOneNew = outcome == .stored && times.isEmpty
        times.append(time)
    }
}
