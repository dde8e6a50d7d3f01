import CSV
import Foundation
import Testing

/// Only on demand, for it takes a quiet machine and optimised code:
/// `CSV_SPEED_FILE=permits.csv swift test -c release --filter CSVSpeedTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CSV_SPEED_FILE"] != nil)) struct CSVSpeedTests {
    @Test func oneGigabyteASecond() throws {
        let path = try #require(ProcessInfo.processInfo.environment["CSV_SPEED_FILE"])
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let times = (0..<7).map { _ in ContinuousClock().measure { read(bytes) } }
        let best = try #require(times.min()) / .seconds(1)
        let rate = Double(bytes.count) / best / 1e6
        print("CSV: \(Int(rate)) MB/s")
        #expect(rate > 1000)
    }

    private func read(_ bytes: [UInt8]) {
        var reader = CSVReader()
        let batch = CSVBatch()
        unsafe bytes.withUnsafeBytes { whole in
            var start = 0
            while start < whole.count {
                let end = min(start + (4 << 20), whole.count)
                let page = unsafe UnsafeRawBufferPointer(rebasing: whole[start..<end])
                start += unsafe reader.scan(page, isLast: end == whole.count, into: batch)
            }
        }
    }
}
