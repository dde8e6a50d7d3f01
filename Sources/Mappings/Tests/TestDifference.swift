public import Diagnostics

/// One thing in which a record became something else than its test expects.
public struct TestDifference: Sendable {
    /// What: `permit_limit[1].pollutant`, `permit`, `quarantine`.
    public let at: String
    /// What the test says.
    public let expected: String
    /// What the mapping made of the record.
    public let got: String
    /// Why, as far as it can be told: the source's value, what would help. May be empty.
    public var why = ""
    /// Where the test says it.
    public let place: FilePlace
}

/// A stretch of a test's file that would have to read otherwise for the test to pass.
public struct TestEdit: Sendable, Equatable {
    /// The file.
    public let file: String
    /// The bytes that are replaced.
    public let range: Range<Int>
    /// What stands there then.
    public let text: String
}

/// How a test ended.
public struct TestVerdict: Sendable {
    /// In what the record differs from what is expected; nothing when the test passes.
    public internal(set) var differences: [TestDifference] = []
    /// What `envhub test --update` writes.
    public internal(set) var edits: [TestEdit] = []

    /// Whether everything is as expected.
    public var isPassed: Bool { differences.isEmpty }

    /// A verdict without differences.
    init() {}

    /// The verdict of a test whose record cannot be read at all.
    public init(unreadable message: String, _ test: MappingTest) {
        differences = [
            TestDifference(at: "record", expected: "one record", got: message, place: test.recordPlace)
        ]
    }
}

extension TestEdit {
    /// The text of a file with `edits` made, which must not overlap.
    public static func apply(_ edits: [TestEdit], to bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for edit in edits.enumerated().sorted(by: {
            ($0.element.range.lowerBound, $0.offset) > ($1.element.range.lowerBound, $1.offset)
        }) {
            bytes.replaceSubrange(edit.element.range, with: Array(edit.element.text.utf8))
        }
        return bytes
    }
}
