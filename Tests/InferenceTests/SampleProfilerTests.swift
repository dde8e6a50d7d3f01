import Testing

@testable import Inference

/// What is kept of sample records, and that it stays small.
@Suite struct SampleProfilerTests {
    private func row(_ cells: [(String, String)]) -> SampleValue {
        .record(cells.map { SampleValue.Member($0.0, .text($0.1)) })
    }

    @Test func countsPresenceAndShapes() throws {
        var profiler = SampleProfiler(form: .table)
        for number in 1...10 {
            profiler.add(
                row([("编号", "A\(number)"), ("面积", number % 2 == 0 ? "\(number).5" : " "), ("邮编", "0\(number)")]))
        }
        let profile = profiler.profile
        let area = try #require(profile.field("面积"))
        #expect(profile.count == 10 && area.filled == 5 && area.blank == 5)
        #expect(area.votes == [.decimal: 5] && "\(area.range!.lowerBound)" == "2.5")
        #expect(try #require(profile.field("邮编")).hasNamesOfDigits)
        #expect(profile.candidateKeys.first == ["编号"])
        #expect(try #require(profile.field("编号")).patterns == ["A9": 9, "A99": 1])
    }

    @Test func severalFieldsMayBeTheKey() {
        var profiler = SampleProfiler(form: .table)
        for number in 0..<20 { profiler.add(row([("名", "x"), ("甲", "\(number / 5)"), ("乙", "\(number % 5)")])) }
        #expect(profiler.profile.candidateKeys == [["甲", "乙"]])
    }

    @Test func memoryIsBounded() throws {
        var profiler = SampleProfiler(form: .json)
        for number in 0..<5_000 {
            profiler.add(
                .record([
                    .init("n\(number)", .text("x")),
                    .init("same", .text("v\(number)-" + String(repeating: "长", count: 500))),
                ]))
        }
        let profile = profiler.profile
        #expect(profile.fields.count == SampleProfiler.mostFields)
        let same = try #require(profile.field("$.same"))
        #expect(same.distinct.count == FieldProfile.mostDistinct && same.hasMore && same.isUnique)
        #expect(same.distinct.keys.allSatisfy { $0.count <= 80 } && same.longest > 500)
        #expect(same.patterns.count <= FieldProfile.mostPatterns)
    }

    /// In XML one element may be a list of one: the records that have several say so.
    @Test func listsOfXMLAreKnownByTheirSecondItem() {
        let waste = SampleValue.record([.init("code", .text("1"))])
        var profiler = SampleProfiler(form: .xml(prefixes: [:]))
        profiler.add(
            .record([.init("waste", .list([waste])), .init("owner", .list([.record([.init("name", .text("甲"))])]))]))
        #expect(profiler.profile.fields.map(\.path) == ["waste/code", "owner/name"])
        profiler.add(.record([.init("waste", .list([waste, waste]))]))
        #expect(profiler.profile.lists.map(\.each) == ["waste"] && profiler.profile.lists[0].count == 3)
        #expect(profiler.profile.fields.map(\.path) == ["owner/name"])
    }

    @Test func cursorsAreMomentsThatAreAlwaysThere() {
        var profiler = SampleProfiler(form: .json)
        for day in 10...20 {
            profiler.add(
                .record([
                    .init("fzsj", .text("2024-01-\(day) 00:00:00")), .init("gxsj", .text("2024-02-\(day) 01:02:03")),
                    .init("bz", .text("")),
                ]))
        }
        #expect(profiler.profile.candidateCursors == ["$.gxsj", "$.fzsj"])
    }
}
