import FuzzTargets
import Testing

/// Inputs that broke something once.
@Suite("Inputs that fuzzing found") struct FoundInputTests {
    private static let found: [(target: String, input: String)] = [
        // A position beyond every number, whose size cannot be negated.
        ("paths", "$[-9223372036854775808]"), ("expressions", "$[-9223372036854775808]"),
        // A quote in a condition that ends in a backslash: the mistake was told behind the text.
        ("paths", "$M\"wd'\\"),
        // Paths by way of the document, above the root, led nowhere when they were walked.
        ("paths", "/./*"), ("paths", "../r"),
        // An unknown function of XPath was printed to standard error besides being reported.
        ("paths", "dB(1)"),
        // A combining mark behind a quote hid it from being escaped.
        ("paths", "$['a\\'\u{5BF}']"), ("expressions", "$['a\\'\u{5BF}']"),
        // Line ends that are not LF, inside of a text: what was pointed at lay in another line.
        ("expressions", "a\r(\u{85}\u{FFFD}m\rd\r\r\r6\r\r"), ("expressions", "\u{FFFD}\r(\u{85}b"),
        // A mapping with a key that stands twice was compiled all the same.
        (
            "yaml",
            "mapping: m\nto: { penalty: { fields: { decision_no: $.a } } }\nto: { penalty: { fields: { decision_no: $.a } } }\n"
        ),
        // A name of letters that libxml2 allows in XML and not in XPath.
        ("paths", "ｍｇ/Ｌ"),
        // More padding behind a frame than is looked back through: where it ended was another place when it stood alone.
        ("frames", "##0009CP=&&&&AB" + String(repeating: " ", count: 70) + "##1"),
    ]

    @Test("Are read as they must be", arguments: found.indices)
    func inputs(index: Int) throws {
        let (name, input) = Self.found[index]
        let target = try #require(FuzzTarget.named(name))
        try target.check(Array(input.utf8))
    }
}
