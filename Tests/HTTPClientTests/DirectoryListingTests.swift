import HTTPClient
import Testing

@Suite struct DirectoryListingTests {
    /// 2026-11-23 12:00:00 UTC.
    private static let now: Int64 = 1_795_435_200

    private func parse(_ text: String) -> DirectoryListing {
        DirectoryListing(parsing: Array(text.utf8), now: Self.now)
    }

    @Test func readsLongLinesOfManyServers() {
        let listing = parse(
            """
            total 12\r
            drwxr-xr-x    2 ftp      ftp          4096 Nov 23 08:07 .\r
            -rw-r--r--    1 user name domain users    6 Nov 23 08:07 a b  c.csv\r
            -rw-r--r--    1 0        0       123456789012 Dec 31 23:59 last year\r
            -rw-r--r--+   1 owner     77 Feb 29  2024 no group\r
            lrwxrwxrwx    1 a b 4 2020-02-03 04:05 link -> target\r
            -rw-r--r--    1 a b 4 Nov 24 11:00 clock ahead\r
            -rw-r--r--    1 Nov 23 5 Jan 2 10:00 Jan 5 2020 x
            """)
        #expect(listing.unreadable.isEmpty)
        #expect(
            listing.entries.map(\.text) == [
                "a b  c.csv", "last year", "no group", "link", "clock ahead", "Jan 5 2020 x",
            ])
        #expect(listing.entries.map(\.size) == [6, 123_456_789_012, 77, nil, 4, 5])
        #expect(
            listing.entries.map(\.modified) == [
                1_795_421_220, 1_767_225_540, 1_709_164_800, 1_580_702_700, 1_795_518_000, 1_767_348_000,
            ])
        #expect(listing.entries[3].kind == .link)
    }

    @Test func readsWindowsLines() {
        let listing = parse(
            """
            11-23-26  09:07PM       <DIR>          sub dir\r
            01-02-2024  12:30AM            1,024 报表.xlsx\r
            """)
        #expect(listing.entries.map(\.text) == ["sub dir", "报表.xlsx"])
        #expect(listing.entries.map(\.kind) == [.folder, .file])
        #expect(listing.entries.map(\.size) == [nil, 1024])
        #expect(listing.entries.map(\.modified) == [1_795_468_020, 1_704_155_400])
    }

    @Test func keepsNamesThatAreNoUTF8() {
        let bytes = Array("-rw-r--r-- 1 a b 4 Nov 23 08:07 ".utf8) + [0xB9, 0xCC, 0x2E]
        let entry = DirectoryListing(parsing: bytes, now: Self.now).entries.first
        #expect(entry?.name == [0xB9, 0xCC, 0x2E])
        #expect(entry?.text == nil)
        #expect(entry?.pathComponent == "%B9%CC.")
    }

    @Test(arguments: [
        "-rw-r--r-- 1 a b 4 Nov 31 08:07 x", "-rw-r--r-- 1 a b 4 Nov 23 25:07 x", "-rw-r--r--", "no listing at all",
        "-rw-r--r-- 1 a b 4 Nov 23 08:07", "-rw-r--r-- 1 a b 4 Nov 23 08:07 ", "99-99-26 09:07PM <DIR> x",
        "11-23-26  09:07PM nothing x", "-rw-r--r-- 1 a b many Nov 23 08:07 x", "{\"error\":1}", "9",
        "-rw-r--r-- 1 a b 4 99999999999999999999-1-1 08:07 x",
    ])
    func tellsLinesItCannotRead(_ line: String) {
        let listing = parse(line)
        #expect(listing.entries.isEmpty)
        #expect(listing.unreadable == [Array(line.utf8)])
    }

    @Test func anEmptyListingIsEmptyAndALongOneBounded() {
        #expect(parse("") == DirectoryListing())
        #expect(parse("\r\n\r\ntotal 0\r\n") == DirectoryListing())
        #expect(parse(String(repeating: "?\n", count: 1000)).unreadable.count == 100)
    }
}
