import Testing

@testable import Connectors

@Suite struct FilePatternTests {
    @Test(arguments: [
        ("a.csv", "*.csv", true), ("固废2024.csv", "固废*.csv", true), ("a.csv.part", "*", false), ("a.tmp", "*", false),
        (".hidden.csv", "*.csv", false), ("ab", "a?", true), ("a", "a?", false), ("aXbXc", "a*b*c", true),
        ("aXb", "a*b*c", false), ("[x].csv", "[x].csv", true), ("", "*", true),
    ])
    func matches(_ name: String, _ pattern: String, _ expected: Bool) {
        #expect(FilePattern.matches(name, pattern) == expected)
    }

    @Test func isNeverSlow() {
        let name = String(repeating: "a", count: 5_000)
        #expect(!FilePattern.matches(name, String(repeating: "*a", count: 50) + "b"))
    }
}
