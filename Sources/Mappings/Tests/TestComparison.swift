import Diagnostics
import Model
import YAML

/// Compares what a mapping made of a record with what a test expects.
struct TestComparison {
    let test: MappingTest
    let outcome: TestOutcome
    let reasons: TestReasons
    let update: TestUpdate
    var result = TestVerdict()

    init(_ test: MappingTest, _ outcome: TestOutcome, _ reasons: TestReasons) {
        self.test = test
        self.outcome = outcome
        self.reasons = reasons
        update = TestUpdate(test: test, outcome: outcome)
    }

    consuming func verdict() -> TestVerdict {
        if test.expectsNothing {
            result.differences.append(
                TestDifference(
                    at: "expect", expected: "something", got: outcome.summary,
                    why:
                        "the test says nothing of what must become of its record; --update writes what becomes of it now",
                    place: test.place))
            result.edits = update.everything()
            return result
        }
        compareFilter()
        let unexpected = compareHeld()
        for entity in test.entities ?? [] { compare(entity, unexpected) }
        compareFlags()
        return result
    }

    private mutating func compareFilter() {
        let (wanted, found) = (test.filtered, outcome.filtered)
        guard wanted?.rule != found else { return }
        let place = wanted?.place ?? test.place
        result.differences.append(
            TestDifference(
                at: "filtered", expected: wanted.map { "the rule `\($0.rule)`" } ?? "no rule leaves the record out",
                got: found.map { "the rule `\($0)`" } ?? outcome.summary, place: place))
        result.edits += update.section("filtered", found.map { TestText.scalar($0) } ?? "null")
    }

    /// - Returns: the entities of which something is held that the test does not expect; nil when the whole record is.
    private mutating func compareHeld() -> Set<String>? {
        var (missing, more) = (test.held, outcome.held)
        missing.removeAll { note in
            guard let found = more.firstIndex(where: { outcome.matches(note, $0) }) else { return false }
            more.remove(at: found)
            return true
        }
        let place = test.section("quarantine").map(test.at) ?? test.place
        for rejection in more {
            result.differences.append(
                TestDifference(
                    at: "quarantine", expected: "nothing more",
                    got: TestText.words(rejection), why: reasons.why(rejection), place: place))
        }
        for note in missing {
            result.differences.append(
                TestDifference(
                    at: "quarantine", expected: TestText.words(note), got: more.isEmpty ? "nothing" : "something else",
                    place: test.at(note.node)))
        }
        if !missing.isEmpty || !more.isEmpty { result.edits += update.quarantine() }
        if more.contains(where: \.isWhole) { return nil }
        return Set(more.map { String($0.target.prefix { $0 != "." }) })
    }

    private mutating func compareFlags() {
        guard let flags = test.flags, let node = test.section("flags") else { return }
        var (missing, more) = (flags, outcome.batch.flags)
        missing.removeAll { note in
            guard let found = more.firstIndex(where: { outcome.matches(note, $0) }) else { return false }
            more.remove(at: found)
            return true
        }
        for flag in more {
            result.differences.append(
                TestDifference(
                    at: "flags", expected: "nothing more", got: outcome.words(flag), place: test.at(node)))
        }
        for note in missing {
            result.differences.append(
                TestDifference(
                    at: "flags", expected: TestText.words(note), got: more.isEmpty ? "nothing" : "something else",
                    place: test.at(note.node)))
        }
        if !missing.isEmpty || !more.isEmpty { result.edits += update.flags() }
    }

    /// Compares the rows of an entity. What is told as held already is not told again as a row that is missing.
    private mutating func compare(_ expected: ExpectedEntity, _ unexpected: Set<String>?) {
        let before = result.differences.count
        let rows = outcome.rows(expected.name)
        switch expected.rows {
        case .count(let count):
            if count != rows.count { differ(expected, "\(count)", "\(rows.count)") }
        case .rows(let wanted):
            if wanted.count != rows.count {
                differ(expected, HumanCount.rows(wanted.count), HumanCount.rows(rows.count))
            }
            for (place, (row, index)) in zip(wanted, rows).enumerated() {
                compare(row, index, "\(expected.name)[\(place)]", isWrittenAnew: wanted.count != rows.count)
            }
        }
        let name = outcome.mapping.targets.first { $0.name == expected.name }?.entity ?? expected.name
        if unexpected?.contains(name) ?? true {
            result.differences.removeLast(result.differences.count - before)
        }
    }

    private mutating func differ(_ expected: ExpectedEntity, _ wanted: String, _ got: String) {
        result.differences.append(
            TestDifference(at: expected.name, expected: wanted, got: got, place: test.at(expected.node)))
        result.edits += update.entity(expected)
    }

    private mutating func compare(_ wanted: ExpectedRow, _ row: Int, _ name: String, isWrittenAnew: Bool) {
        let entity = outcome.entity(row)
        for (fieldName, node) in wanted.fields {
            guard let field = ExpectedValue.field(fieldName, of: entity), !outcome.matches(node, field, row) else {
                continue
            }
            let got = outcome.text(field, row)
            result.differences.append(
                TestDifference(
                    at: "\(name).\(fieldName)", expected: TestText.words(node), got: got ?? "null",
                    why: reasons.why(row, field.schema.name), place: test.at(node)))
            if !isWrittenAnew { result.edits.append(update.replace(node, TestText.value(field, got))) }
        }
    }
}

enum HumanCount {
    static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
}
