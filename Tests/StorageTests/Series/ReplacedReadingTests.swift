import Testing

@testable import Storage

@Suite("Readings that were replaced") struct ReplacedReadingTests {
    private static let start: Int64 = 1_767_225_600_000

    @Test("What stood at a moment, and was replaced after it", arguments: [false, true])
    func standing(isSealed: Bool) throws {
        let fixture = try SeriesFixture()
        // Each arrives five seconds after its time.
        try fixture.append(100, at: Self.start)
        try fixture.append(200, at: Self.start + 60_000)
        if isSealed {
            try fixture.store.inTransaction { _ = try fixture.store.seal(now: Self.start + 172_800_000, limit: 10) }
        }
        try correct(fixture, 110, received: Self.start + 300_000)
        try correct(fixture, 120, received: Self.start + 600_000)
        func values(_ moment: Int64, from: Int64 = 0, to: Int64 = .max) throws -> [String] {
            let reader = try SeriesReader(path: fixture.path)
            return try reader.snapshot {
                let series = SeriesID(point: try #require(try reader.point("MN1")), period: .minute)
                var values: [String] = []
                try reader.replaced(series, from: from, to: to, standingAt: moment) { reading in
                    values.append(reading.factors.map { "\($0.value.map { "\($0)" } ?? "–")" }.joined())
                }
                return values
            }
        }
        #expect(try values(Self.start + 4_999) == [])
        #expect(try values(Self.start + 5_000) == ["10.0"] && values(Self.start + 299_999) == ["10.0"])
        #expect(try values(Self.start + 300_000) == ["11.0"] && values(Self.start + 600_000) == [])
        #expect(try values(Self.start + 5_000, from: Self.start + 1) == [])
        #expect(try values(Self.start + 5_000, to: Self.start) == [])
    }

    private func correct(_ fixture: SeriesFixture, _ mantissa: Int64, received: Int64) throws {
        try fixture.store.inTransaction {
            var reading = Reading()
            reading.series = SeriesID(point: try fixture.store.point("MN1"), period: .minute)
            reading.time = Self.start
            reading.received = received
            let column = try fixture.store.column(SeriesColumnName(factor: "w01018", field: "Avg", unit: "mg/L"))
            reading.add(column, mantissa: mantissa, scale: 1)
            #expect(try fixture.store.append(&reading) == .corrected)
        }
    }
}
