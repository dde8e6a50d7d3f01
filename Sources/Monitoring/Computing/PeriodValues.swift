import Storage

/// What an hour or a day is for one factor, made of its samples.
struct PeriodValues {
    /// The values, with the units of the samples.
    private(set) var numbers: [(field: Sample.Field, number: Sample.Number)] = []
    /// The data flag.
    let flag: UInt8

    /// - Parameters:
    ///   - samples: those of the period, in the order of time.
    ///   - weights: the flow of each sample by its time, when means are weighted with it.
    init(_ samples: ArraySlice<Sample>, flag: UInt8, weights: [Int64: Sample]?) {
        self.flag = flag
        add(.min, Self.extreme(samples, .min) { $0.isBelow($1) })
        add(.avg, Self.mean(samples, .avg, weights))
        add(.max, Self.extreme(samples, .max) { $1.isBelow($0) })
        add(.zsMin, Self.extreme(samples, .zsMin) { $0.isBelow($1) })
        add(.zsAvg, Self.mean(samples, .zsAvg, nil))
        add(.zsMax, Self.extreme(samples, .zsMax) { $1.isBelow($0) })
        add(.cou, Self.sum(samples))
    }

    private mutating func add(_ field: Sample.Field, _ number: Sample.Number?) {
        if let number { numbers.append((field, number)) }
    }

    /// The unit that the newest sample has; samples in another one, from before it was corrected, do not count.
    private static func unit(_ samples: ArraySlice<Sample>, _ field: Sample.Field) -> Int16? {
        samples.last { $0.number(for: field).isThere }?.number(for: field).unit
    }

    private static func extreme(
        _ samples: ArraySlice<Sample>, _ field: Sample.Field, _ isFurther: (Sample.Number, Sample.Number) -> Bool
    ) -> Sample.Number? {
        let unit = unit(samples, field)
        var found: Sample.Number?
        for sample in samples where sample.isValid {
            let number = sample.number(for: field)
            guard number.isThere, number.unit == unit else { continue }
            if let known = found, !isFurther(number, known) { continue }
            found = number
        }
        return found
    }

    private static func mean(
        _ samples: ArraySlice<Sample>, _ field: Sample.Field, _ weights: [Int64: Sample]?
    ) -> Sample.Number? {
        guard let unit = unit(samples, field) else { return nil }
        let valid = samples.filter { $0.isValid && $0[field].isThere && $0[field].unit == unit }
        guard let scale = valid.map({ $0[field].scale }).max() else { return nil }
        let places = min(scale + 1, 18)
        let mantissa = weighted(valid, field, weights, places) ?? plain(valid, field, places)
        return mantissa.map { Sample.Number(mantissa: $0, scale: places, unit: unit) }
    }

    private static func plain(_ samples: [Sample], _ field: Sample.Field, _ places: UInt8) -> Int64? {
        var (sum, count) = (ExactSum(), ExactSum())
        for sample in samples { sum.add(Int128(sample[field].mantissa), scale: Int(sample[field].scale)) }
        count.add(Int128(samples.count), scale: 0)
        return sum.divided(by: count, places: Int(places))
    }

    /// Σ(C·Q) / ΣQ (HJ 356-2019, 7), by the mean flow or by what flowed; nil when a sample has neither, or nothing flowed.
    private static func weighted(
        _ samples: [Sample], _ field: Sample.Field, _ weights: [Int64: Sample]?, _ places: UInt8
    ) -> Int64? {
        guard let weights else { return nil }
        let flows = samples.compactMap { weights[$0.time] }.filter(\.isValid)
        guard flows.count == samples.count, let last = flows.last else { return nil }
        let measure = [Sample.Field.avg, .cou].first { measure in
            flows.allSatisfy {
                $0[measure].isThere && $0[measure].unit == last[measure].unit && $0[measure].mantissa >= 0
            }
        }
        guard let measure else { return nil }
        var (sum, flow) = (ExactSum(), ExactSum())
        for (sample, weight) in zip(samples, flows) {
            let (number, amount) = (sample[field], weight[measure])
            sum.add(Int128(number.mantissa) * Int128(amount.mantissa), scale: Int(number.scale + amount.scale))
            flow.add(Int128(amount.mantissa), scale: Int(amount.scale))
        }
        return sum.divided(by: flow, places: Int(places))
    }

    /// What was discharged. A data flag takes a concentration back, and not what flowed meanwhile: whose instrument is out of
    /// order all the year would have discharged nothing.
    private static func sum(_ samples: ArraySlice<Sample>) -> Sample.Number? {
        guard let unit = unit(samples, .cou) else { return nil }
        var sum = ExactSum()
        for sample in samples where sample[.cou].unit == unit {
            sum.add(Int128(sample[.cou].mantissa), scale: Int(sample[.cou].scale))
        }
        guard let total = sum.value, let mantissa = Int64(exactly: total), let scale = UInt8(exactly: sum.scale) else {
            return nil
        }
        return Sample.Number(mantissa: mantissa, scale: scale, unit: unit)
    }
}
