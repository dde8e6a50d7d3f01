import HTTPClient
import Testing

@Suite struct RetryAfterTests {
    /// 1994-11-06 08:49:37 UTC, the standard's example.
    private static let example: Int64 = 784_111_777

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func readsTheThreeFormsOfADate(_ text: String) {
        #expect(HTTPDate.parse(text, now: Self.example) == Self.example)
        #expect(RetryAfter.seconds(text, now: Self.example - 90) == 90)
        #expect(RetryAfter.seconds(text, now: Self.example + 90) == 0)
    }

    @Test func aShortYearIsTheNearest() {
        let now: Int64 = 1_795_435_200
        #expect(HTTPDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", now: now) == Self.example)
        #expect(HTTPDate.parse("Friday, 06-Nov-76 00:00:00 GMT", now: now) == 3_371_846_400)
    }

    @Test func readsSecondsWithinBounds() {
        #expect(RetryAfter.seconds(" 120 ", now: 0) == 120)
        #expect(RetryAfter.seconds("0", now: 0) == 0)
        #expect(RetryAfter.seconds("999999999999999999999999", now: 0) == 86_400)
        #expect(RetryAfter.seconds("3600", now: 0, most: 60) == 60)
        #expect(RetryAfter.seconds("Fri, 31 Dec 9999 23:59:59 GMT", now: .min) == 86_400)
    }

    @Test(arguments: [
        "", " ", "-1", "1.5", "soon", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:37 CST",
        "Sun, 99999999999999999999 Nov 1994 08:49:37 GMT",
        "十", "Sun, 06 Nov 1994 +8:49:37 GMT",
    ])
    func refusesWhatIsNeither(_ text: String) {
        #expect(RetryAfter.seconds(text, now: 0) == nil)
    }

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        ] as [(Int64, String)])
    func writesWhatItReads(_ time: Int64, _ text: String) {
        #expect(HTTPDate.format(time) == text)
        #expect(HTTPDate.parse(text) == time)
    }
}
