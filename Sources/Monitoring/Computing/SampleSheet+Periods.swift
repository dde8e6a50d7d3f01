import Storage

/// An hour or a day as it is made of a sheet's samples.
struct MadePeriod {
    /// When it begins.
    let start: Int64
    /// What it is for each factor of which something was said, by the factor's place in the sheet.
    let factors: [(factor: Int, values: PeriodValues)]
}

extension SampleSheet {
    /// The flow of waste water, by which its concentrations are weighted.
    private static let flowFactor = "w00000"

    /// Whether any reading lies in a period.
    func hasReadings(from start: Int64, to end: Int64) -> Bool {
        let first = times.partitioningIndex { $0 >= start }
        return first < times.count && times[first] < end
    }

    /// An hour, of samples of which those of the hour before are on the sheet as well; nil when there are none.
    func hour(_ start: Int64) -> MadePeriod? {
        let before = start - CivilPeriods.hourLength
        return period(from: start, to: start + CivilPeriods.hourLength) { flags, factor, all in
            let first = all.partitioningIndex { $0.time >= before }
            let last = all.partitioningIndex { $0.time >= start + CivilPeriods.hourLength }
            let expected = SampleInterval.samplesPerHour(all[first..<last].lazy.map(\.time))
            return flags.ofHour(isWater: isWater(factor), expected: expected)
        }
    }

    /// A day, of hours; nil when there are none.
    func day(from start: Int64, to end: Int64) -> MadePeriod? {
        let expected = Int((end - start) / CivilPeriods.hourLength)
        return period(from: start, to: end) { flags, _, _ in flags.ofDay(expected: expected) }
    }

    private func period(
        from start: Int64, to end: Int64, flag: (StatisticFlag, Int, [Sample]) -> UInt8
    ) -> MadePeriod? {
        var made: [(factor: Int, values: PeriodValues)] = []
        let flows = flows(from: start, to: end)
        for factor in samples.indices {
            let mine = within(factor, from: start, to: end)
            guard let last = mine.last else { continue }
            var flags = StatisticFlag()
            for sample in mine { flags.add(sample.flag) }
            let weights = isWater(factor) && isConcentration(last) ? flows : nil
            made.append((factor, PeriodValues(mine, flag: flag(flags, factor, samples[factor]), weights: weights)))
        }
        return made.isEmpty ? nil : MadePeriod(start: start, factors: made)
    }

    private func within(_ factor: Int, from start: Int64, to end: Int64) -> ArraySlice<Sample> {
        let all = samples[factor]
        let first = all.partitioningIndex { $0.time >= start }
        let last = all.partitioningIndex { $0.time >= end }
        return all[first..<last]
    }

    private func flows(from start: Int64, to end: Int64) -> [Int64: Sample]? {
        guard let factor = factors.firstIndex(of: Self.flowFactor) else { return nil }
        let flows = within(factor, from: start, to: end).map { ($0.time, $0) }
        return flows.isEmpty ? nil : Dictionary(flows, uniquingKeysWith: { $1 })
    }

    /// Codes of factors in water begin with w (HJ 525-2009).
    private func isWater(_ factor: Int) -> Bool { factors[factor].hasPrefix("w") }

    /// Only what is dissolved in the flow is weighted by it; not pH, temperature, or the flow itself.
    private func isConcentration(_ sample: Sample) -> Bool {
        let number = sample[.avg]
        return number.isThere && Self.concentrations.contains(units[Int(number.unit)])
    }

    private static let concentrations: Set<String> = ["g/L", "mg/L", "ug/L", "ng/L", "count/L", "Bq/L"]
}

extension Array {
    /// The place of the first element that is in the second part; all elements of the first part come before it.
    func partitioningIndex(_ isSecond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
