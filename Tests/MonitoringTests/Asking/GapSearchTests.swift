import Testing

@testable import Monitoring

@Suite("Gaps between readings")
struct GapSearchTests {
    private func gaps(
        _ times: [Int64], from start: Int64 = 0, to end: Int64, interval: Int64? = nil, hasOlder: Bool = false
    ) -> [[Int64]] {
        GapSearch.gaps(times, from: start, to: end, interval: interval, hasOlder: hasOlder).map { [$0.first, $0.last] }
    }

    @Test("What is whole has none, however short it is")
    func none() {
        #expect(gaps([], to: 100).isEmpty)
        #expect(gaps([10, 20], to: 100).isEmpty)
        #expect(gaps([10, 20, 30, 40], to: 40).isEmpty)
        #expect(gaps([10, 20, 30, 40], to: 49).isEmpty)
    }

    @Test("Gaps within, at the end, and at the start when there is something older")
    func gaps() {
        #expect(gaps([10, 20, 30, 60, 70], to: 70) == [[40, 50]])
        #expect(gaps([10, 20, 30], to: 55) == [[40, 50]])
        #expect(gaps([50, 60, 70], from: 12, to: 70).isEmpty)
        #expect(gaps([50, 60, 70], from: 12, to: 70, hasOlder: true) == [[20, 40]])
        #expect(gaps([50], to: 50, interval: 10, hasOlder: true) == [[0, 40]])
    }

    @Test("Clocks that waver make no gaps")
    func wavering() {
        #expect(gaps([10, 20, 31, 40, 49, 60], to: 60).isEmpty)
        #expect(gaps([10, 20, 31, 51, 60, 70], to: 70, interval: 10) == [[41, 41]])
    }

    @Test("A long gap is asked for in pieces, none of which is missing and none double")
    func pieces() {
        let found = GapSearch.gaps([0, 1, 2, 1000], from: 0, to: 1000, interval: 1, hasOlder: false)
        #expect(found.flatMap { Array($0.first...$0.last) } == Array(3...999))
        #expect(found.allSatisfy { $0.last - $0.first < GapSearch.mostReadings })
    }
}
