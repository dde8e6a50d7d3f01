import Diagnostics
import JSON
import Mappings
import Sync
import Terminal
import YAML

/// What `envhub test` prints: each failed test with what differs, where the test says it and why, then the sums.
struct TestReport {
    let isColored: Bool

    func text(_ results: [HubTests.Result]) -> String {
        let failed = results.filter { !$0.verdict.isPassed }
        return failed.map(text).joined() + sums(results, failed.count) + "\n"
    }

    private func sums(_ results: [HubTests.Result], _ failed: Int) -> String {
        if results.isEmpty {
            return "no tests: they stand under `tests:` of a mapping, or in mappings/tests/NAME/*.yaml"
        }
        let passed = "\(HumanFormat.count(results.count - failed)) passed"
        return failed == 0 ? passed : "\(HumanFormat.count(failed)) failed, \(passed)"
    }

    private func text(_ result: HubTests.Result) -> String {
        let head = isColored ? Style.red.applied(to: "FAIL") : "FAIL"
        let place = (result.verdict.differences.first?.place ?? result.test.place).description
        let title = "\(head) \(result.mapping) › \(escapingControls(result.test.name))"
        var lines = [title + "   " + place]
        let width = result.verdict.differences.map { DisplayWidth.of($0.at) }.max() ?? 0
        for difference in result.verdict.differences { lines += text(difference, min(width, 40)) }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private func text(_ difference: TestDifference, _ width: Int) -> [String] {
        let at = escapingControls(difference.at).padded(to: width)
        let (expected, got) = (Self.shown(difference.expected), Self.shown(difference.got))
        let line = "  \(at)  expected \(expected)   got \(got)   \(difference.place.description)"
        return difference.why.isEmpty ? [line] : [line, "      " + escapingControls(difference.why)]
    }

    private static func shown(_ text: String) -> String { escapingControls(String(text.prefix(300))) }
}

extension TestReport {
    /// The same for scripts.
    static func writeJSON(_ results: [HubTests.Result]) {
        JSONOutput.write { writer in
            writer.beginObject()
            writer.field("passed", Int64(results.count { $0.verdict.isPassed }))
            writer.field("failed", Int64(results.count { !$0.verdict.isPassed }))
            writer.key("tests")
            writer.beginArray()
            for result in results { append(result, &writer) }
            writer.endArray()
            writer.endObject()
        }
    }

    private static func append(_ result: HubTests.Result, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("mapping", result.mapping)
        writer.field("name", result.test.name)
        append(result.test.place, &writer)
        writer.field("passed", result.verdict.isPassed)
        writer.key("differences")
        writer.beginArray()
        for difference in result.verdict.differences {
            writer.beginObject()
            for (name, text) in [
                ("at", difference.at), ("expected", difference.expected), ("got", difference.got),
                ("why", difference.why),
            ] { writer.field(name, text) }
            append(difference.place, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func append(_ place: FilePlace, _ writer: inout JSONWriter) {
        writer.field("file", place.file.name)
        writer.field("line", Int64(place.range.start.line))
        writer.field("column", Int64(place.range.start.column))
    }
}
