import Model
import Testing

@Suite struct AngleTextTests {
    @Test(
        arguments: [
            ("113°3′22″", 113 + 202 / 3600.0), ("113度3分22秒", 113 + 202 / 3600.0), ("113°3'22.5\"", 113 + 202.5 / 3600),
            ("东经113°3′22″", 113 + 202 / 3600.0), ("113° 3′ 22″ E", 113 + 202 / 3600.0), ("23.68201", 23.68201),
            ("-23.5", -23.5), ("南纬23度", -23), ("23°30′S", -23.5), ("W 0°0′36″", -0.01), ("113度3分", 113.05),
            ("113°3'22''", 113 + 202 / 3600.0),
        ] as [(String, Double)])
    func reads(_ text: String, _ expected: Double) throws {
        #expect(abs(try AngleText.degrees(text) - expected) < 1e-12)
    }

    @Test(
        arguments: [
            ("", CoordinateFault.text(at: 0)), ("abc", .text(at: 0)), ("113°60′0″", .sixty), ("113°3′60″", .sixty),
            ("113°3", .text(at: 5)), ("113°3′22", .text(at: 10)), ("E113E", .text(at: 4)),
            ("113°3′22″x", .text(at: 14)),
            ("--1", .text(at: 1)), ("1.2.3", .text(at: 0)), ("１１３°", .text(at: 0)),
        ] as [(String, CoordinateFault)])
    func refuses(_ text: String, _ fault: CoordinateFault) {
        #expect(throws: fault) { try AngleText.degrees(text) }
    }

    @Test func survivesAnyBytes() {
        var dice = Dice(seed: 29)
        for _ in 0..<5000 {
            let bytes = dice.bytes(upTo: 24, likely: Array("0123456789.°′″度分秒EW东 ".utf8))
            _ = try? AngleText.degrees(bytes.span)
        }
    }
}
