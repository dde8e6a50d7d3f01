import Model
import Testing

@Suite struct DurationTextTests {
    @Test(
        arguments: [
            ("PT0S", 0), ("PT1H30M", 5_400_000), ("P1DT2H", 93_600_000), ("P2W", 1_209_600_000), ("-PT0.25S", -250),
            ("PT90M", 5_400_000), ("P1.5D", 129_600_000),
        ] as [(String, Int64)])
    func reads(text: String, milliseconds: Int64) {
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(arguments: [
        "", "P", "PT", "-P", "1H", "P1Y", "PT1H1H", "PT1M1H", "P1DT", "PT1", "PTH", "P1D2H", "PT1HT", "PT1.H", "P９D",
        "PT99999999999999999H", "P3652501D", "PT\u{0}",
    ])
    func refuses(text: String) {
        #expect(DurationText.milliseconds(text) == nil)
    }

    @Test func writesWhatItReads() {
        for milliseconds: Int64 in [0, 1, -1, 999, 60_000, 3_661_001, 86_400_000, -90_061_500, DurationText.longest] {
            #expect(DurationText.milliseconds(DurationText.text(milliseconds)) == milliseconds)
        }
    }
}
