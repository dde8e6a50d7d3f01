import Testing

@testable import Diagnostics

@Suite("Values of people's files")
struct ConfigValueTests {
    /// What a reading gives for `v: TEXT`, and how many mistakes it reports.
    private func read<Value>(_ text: String, _ reading: (ConfigValue) -> Value?) -> (Value?, Int) {
        let bag = DiagnosticBag()
        let file = ConfigFile(name: "a.yaml", bytes: Array("v: \(text)\n".utf8), bag: bag)
        let value = file.root(keys: ["v"])?.required("v").flatMap(reading)
        return (value, bag.diagnostics.count)
    }

    @Test(
        "Durations",
        arguments: [
            ("30s", 30_000), ("500ms", 500), ("5m", 300_000), ("2h", 7_200_000), ("30d", 2_592_000_000),
            ("1w", 604_800_000),
            ("0s", 0), ("5", nil), ("s", nil), ("-5s", nil), ("5 s", nil), ("99999999999999999999s", nil), ("5９s", nil),
        ] as [(String, Int?)])
    func durations(text: String, milliseconds: Int?) {
        let (value, problems) = read(text) { $0.duration() }
        #expect(value == milliseconds.map { .milliseconds($0) })
        #expect(problems == (milliseconds == nil ? 1 : 0))
    }

    @Test("Sizes, shares, rates and ranges")
    func measures() {
        #expect(read("64MB") { $0.byteSize() }.0 == 67_108_864)
        #expect(read("9223372036854775807GB") { $0.byteSize() } == (nil, 1))
        #expect(read("50 m") { $0.metres() }.0 == 50)
        #expect(read("1.5km") { $0.metres() }.0 == 1500)
        for wrong in ["0 m", "50", "5 mm", "1.2.3 m", ". m", "-5 m", "1001 km"] {
            #expect(read(wrong) { $0.metres() } == (nil, 1), "\(wrong)")
        }
        #expect(read("2%") { $0.percentage() }.0 == 0.02)
        #expect(read("nan%") { $0.percentage() } == (nil, 1))
        #expect(read("5/s") { $0.rate() }.0?.interval == .milliseconds(200))
        #expect(read("0/s") { $0.rate() }.1 == 1)
        #expect(read("1s..60s") { $0.durationRange() }.0 == .seconds(1) ... .seconds(60))
        #expect(read("60s..1s") { $0.durationRange() }.1 == 1)
    }

    @Test("Numbers, words and names")
    func scalars() {
        #expect(read("007") { $0.integer(in: 0...10) }.0 == 7)
        #expect(read("11") { $0.integer(in: 0...10) }.1 == 1)
        #expect(read("1e3") { $0.number() }.1 == 1)
        #expect(read("0x10") { $0.number() }.1 == 1)
        #expect(read("-0.5") { $0.number() }.0 == -0.5)
        #expect(read("yes") { $0.bool() }.1 == 1)
        #expect(read("true") { $0.bool() }.0 == true)
        #expect(read("排污-许可_1") { $0.name() }.0 == "排污-许可_1")
        #expect(read("a/../b") { $0.name() }.1 == 1)
        #expect(read("\"\"") { $0.text() }.1 == 1)
        #expect(read("\"\"") { $0.text(allowingEmpty: true) }.0 == "")
    }

    @Test("One value or a list")
    func lists() {
        #expect(read("[a, b]") { $0.texts() }.0 == ["a", "b"])
        #expect(read("a") { $0.texts() }.1 == 1)
        #expect(read("a") { $0.listOrOne().compactMap { $0.text() } }.0 == ["a"])
        #expect(read("[a, [b]]") { $0.texts() } == (["a"], 1))
    }
}
