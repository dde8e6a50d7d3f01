import Terminal
import Testing

@Suite struct HumanFormatTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1234, "-1,234"), (-999, "-999"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func counts(value: Int, text: String) { #expect(HumanFormat.count(value) == text) }

    @Test(arguments: [(0, "0 records"), (1, "1 record"), (2, "2 records"), (1234, "1,234 records"), (-1, "-1 records")])
    func nouns(value: Int, text: String) { #expect(HumanFormat.count(value, "record") == text) }

    @Test func irregularNouns() {
        #expect(HumanFormat.count(1, "entity", "entities") == "1 entity")
        #expect(HumanFormat.count(3, "entity", "entities") == "3 entities")
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_345_678, "12.3 MB"), (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (-2500, "-2.5 kB"), (Int.max, "9.2 EB"), (Int.min, "-9.2 EB"),
    ])
    func sizes(value: Int, text: String) { #expect(HumanFormat.bytes(value) == text) }

    @Test(arguments: [
        (Duration.zero, "0 ms"), (.milliseconds(250), "250 ms"), (.milliseconds(1240), "1.2 s"),
        (.milliseconds(59_990), "59.9 s"),
        (.seconds(60), "1 min"), (.seconds(185), "3 min 5 s"), (.seconds(7800), "2 h 10 min"),
        (.seconds(97 * 3600), "4 d 1 h"),
        (.seconds(-5), "0 ms"), (.seconds(Int64.max), "106751991167300 d 15 h"),
    ])
    func durations(value: Duration, text: String) { #expect(HumanFormat.duration(value) == text) }

    @Test(arguments: [
        (0, "just now"), (-3, "just now"), (30, "30 s ago"), (185, "3 min ago"), (7200, "2 h ago"),
        (200_000, "2 d ago"),
        (-185, "in 3 min"), (Int.min, "in 106751991167300 d"),
    ])
    func ages(value: Int, text: String) { #expect(HumanFormat.ago(seconds: value) == text) }

    @Test func shares() {
        #expect(HumanFormat.percent(1, of: 8) == "12.5 %")
        #expect(HumanFormat.percent(-1, of: 8) == "-12.5 %")
        #expect(HumanFormat.percent(1, of: 0) == "–")
        #expect(HumanFormat.percent(2, of: 3) == "66.7 %")
    }
}
