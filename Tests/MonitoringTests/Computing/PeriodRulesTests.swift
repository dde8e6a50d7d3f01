import Testing

@testable import Monitoring

@Suite("Computed values: the rules for flags, intervals and exact means")
struct PeriodRulesTests {
    private func flags(_ letters: String) -> StatisticFlag {
        var flag = StatisticFlag()
        for letter in letters.utf8 { flag.add(letter) }
        return flag
    }

    private func letter(_ flag: UInt8) -> String { String(UnicodeScalar(flag)) }

    @Test(
        "Waste gas: N when 75 % of the samples are, D otherwise; what is missing counts against it",
        arguments: [
            ("NNNNNN", 6, "N"), ("NNNNN", 6, "N"), ("NNNN", 6, "D"), ("NNNNND", 6, "N"), ("NNNNDD", 6, "D"),
            ("NNNN", 5, "N"), ("NNN", 4, "N"), ("NNCC", 4, "D"), ("CCCC", 4, "D"), ("FFFF", 6, "F"), ("FFFN", 4, "D"),
        ])
    func gas(letters: String, expected: Int, flag: String) {
        #expect(letter(flags(letters).ofHour(isWater: false, expected: expected)) == flag)
    }

    @Test(
        "Waste water: one abnormal sample makes the hour abnormal, by the flag that is seen most",
        arguments: [
            ("NNNNNN", 6, "N"), ("NNNNNC", 6, "C"), ("NMCCNN", 6, "C"), ("NMCNNN", 6, "M"), ("NNNNN", 6, "N"),
            ("NNNN", 6, "D"), ("FFFFFF", 6, "F"), ("DNNNNN", 6, "D"),
        ])
    func water(letters: String, expected: Int, flag: String) {
        #expect(letter(flags(letters).ofHour(isWater: true, expected: expected)) == flag)
    }

    @Test("A single sample of which nothing tells how often it should come does not make an hour")
    func unknownInterval() {
        #expect(letter(flags("N").ofHour(isWater: false, expected: nil)) == "D")
        #expect(letter(flags("N").ofHour(isWater: true, expected: nil)) == "D")
    }

    @Test("A day needs 75 % of its hours; those in which the source stood still are not asked for")
    func days() {
        func day(_ normal: Int, _ still: Int, _ broken: Int) -> String {
            let letters =
                String(repeating: "N", count: normal) + String(repeating: "F", count: still)
                + String(repeating: "D", count: broken)
            return letter(flags(letters).ofDay(expected: 24))
        }
        #expect(day(24, 0, 0) == "N" && day(18, 0, 0) == "N" && day(18, 0, 6) == "N")
        #expect(day(17, 0, 0) == "D" && day(17, 0, 7) == "D")
        #expect(day(6, 16, 2) == "N" && day(5, 16, 3) == "D" && day(0, 24, 0) == "F")
    }

    @Test("The interval is the distance that most neighbours have")
    func intervals() {
        func count(_ minutes: [Int64]) -> Int? { SampleInterval.samplesPerHour(minutes.map { $0 * 60_000 }) }
        #expect(count([0, 10, 20, 30, 40, 50]) == 6)
        #expect(count([0, 10, 40, 50]) == 6)
        #expect(count([0, 30]) == 2)
        #expect(count([0, 20, 30]) == 6)
        #expect(count([0, 60]) == 1)
        #expect(count([0, 7, 14]) == 8)
        #expect(count([5]) == nil && count([]) == nil && count([5, 5]) == nil)
        #expect(count([0, 90]) == 1)
    }

    @Test(
        "Means round half to even",
        arguments: [
            ([25, 26], 0, Int64(26)), ([24, 25], 0, 24), ([-25, -26], 0, -26), ([-24, -25], 0, -24),
            ([1, 1, 2], 2, 133),
            ([1, 2, 2], 2, 167), ([-1, -1, -2], 1, -13), ([0, 0], 3, 0),
        ])
    func means(values: [Int], places: Int, mean: Int64) {
        var (sum, count) = (ExactSum(), ExactSum())
        for value in values { sum.add(Int128(value), scale: 0) }
        count.add(Int128(values.count), scale: 0)
        #expect(sum.divided(by: count, places: places) == mean)
    }

    @Test("Sums keep every digit of different scales, and what has no room is lost rather than wrong")
    func exactness() {
        var sum = ExactSum()
        for (number, scale) in [(1, 1), (23, 2), (1_000_000_007, 9)] as [(Int128, Int)] {
            sum.add(number, scale: scale)
        }
        #expect(sum.value == 1_330_000_007 && sum.scale == 9)
        for _ in 0..<20 { sum.add(Int128(Int64.max) * Int128(Int64.max), scale: 18) }
        #expect(sum.value == nil && sum.divided(by: sum, places: 1) == nil)
        var (one, zero) = (ExactSum(), ExactSum())
        one.add(1, scale: 0)
        zero.add(0, scale: 3)
        #expect(one.divided(by: zero, places: 2) == nil)
    }
}
