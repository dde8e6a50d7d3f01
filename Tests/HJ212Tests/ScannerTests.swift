import HJ212
import Testing

@Suite struct ScannerTests {
    static let one = Frames.upload("w01018-Rtd=1.5,w01018-Flag=N")
    static let two = Frames.frame(
        "QN=20240801085857224;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&")

    private func kinds(_ bytes: [UInt8]) -> [String] {
        Frames.pieces(bytes).map { piece in
            switch piece {
            case .frame(let range, let layout): "frame \(range.count)" + layout.notes.all.map { " " + $0.name }.joined()
            case .noise(let range, let kind): "\(kind.rawValue) \(range.count)"
            }
        }
    }

    @Test func framesThatStickTogether() {
        #expect(kinds(Self.one + Self.two) == ["frame \(Self.one.count)", "frame \(Self.two.count)"])
    }

    @Test func noiseBeforeBetweenAndBehind() {
        let request = Array("GET / HTTP/1.1\r\nHost: #a\r\n\r\n".utf8)
        #expect(
            kinds(request + Self.one + [7, 35, 35] + Self.two + [1]) == [
                "garbage \(request.count)", "frame \(Self.one.count)", "garbage 3", "frame \(Self.two.count)",
                "garbage 1",
            ])
    }

    @Test func paddingBelongsToTheFrameBehindIt() {
        let blanks = Array("  \r\n\0".utf8)
        #expect(
            kinds(Self.one + blanks + Self.two + blanks) == [
                "frame \(Self.one.count)", "frame \(Self.two.count + 5) padding", "padding 5",
            ])
        let many = [UInt8](repeating: 0x20, count: 65)
        #expect(kinds(many + Self.one) == ["padding 65", "frame \(Self.one.count)"])
    }

    @Test(arguments: [("\n", "bare-line-end"), ("\r", "bare-line-end"), ("", "no-line-end"), ("  \r\n", "padding")])
    func otherLineEnds(end: String, note: String) throws {
        let frame = Array(Self.one.dropLast(2)) + Array(end.utf8)
        let pieces = kinds(frame + Self.two)
        #expect(pieces.count == 2)
        // Where the length is right the frame ends behind its checksum, and blanks are counted to the next.
        #expect(pieces.joined(separator: "|").contains(note))
    }

    @Test(arguments: ["0001", "0100", "9999", "12", "00184"])
    func wrongLengthsCostNothing(length: String) throws {
        let wrong = Frames.frame(String(decoding: Self.one.dropFirst(6).dropLast(6), as: UTF8.self), length: length)
        let pieces = Frames.pieces(wrong + Self.two)
        #expect(pieces.count == 2)
        guard case .frame(_, let layout) = pieces[0], case .frame(_, let next) = pieces[1] else {
            Issue.record("\(pieces)")
            return
        }
        #expect(layout.notes.contains(.wrongLength) && layout.notes.contains(.lengthWidth) == (length.count != 4))
        #expect(next.notes.isEmpty)
    }

    @Test func aCutFrameDoesNotTakeTheNextWithIt() {
        for count in 3..<Self.one.count - 6 {
            let pieces = kinds(Array(Self.one.prefix(count)) + Self.two)
            #expect(pieces.last == "frame \(Self.two.count)", "\(count)")
            #expect(pieces.count == 2, "\(count): \(pieces)")
        }
    }

    /// Blanks between checksum and line end are the frame's while they are few; more of them end no frame.
    @Test(arguments: [(63, 2), (64, 2), (65, 1)])
    func blanksBeforeTheLineEnd(count: Int, frames: Int) {
        let wrong = Frames.frame(
            "\(Frames.header)&&&&", length: "0001", end: String(repeating: " ", count: count) + "\n")
        let pieces = kinds(wrong + Self.two)
        #expect(pieces.count { $0.hasPrefix("frame") } == frames, "\(pieces)")
        #expect(pieces.last == "frame \(Self.two.count)")
    }

    @Test func aFrameWithoutEndIsNoise() {
        let endless = Array("##0100QN=".utf8) + [UInt8](repeating: 0x61, count: 70_000)
        let pieces = kinds(endless + Self.one)
        #expect(pieces.first == "endless \(FrameScanner.longestFrame)")
        #expect(pieces.last == "frame \(Self.one.count)")
    }

    @Test func longFramesAreTakenAndNoted() throws {
        let region = (0..<2_000).map { "w\(10_000 + $0)-Rtd=\($0).5" }.joined(separator: ";")
        let frame = Frames.upload(region)
        let read = try #require(Read(frame))
        #expect(read.packet.notes == [.oversize, .lengthWidth] && !read.packet.isBroken && read.fields.count == 2_001)
        #expect(read.rewritten == frame)
    }

    @Test func noiseIsBounded() {
        let noise = [UInt8](repeating: 0x23, count: 10_000)
        #expect(kinds(noise) == ["garbage 4096", "garbage 4096", "garbage 1808"])
    }

    @Test func whatStandsInPlaceOfTheChecksum() throws {
        let frame = Frames.frame("\(Frames.header)&&&&", checksum: "12G")
        let read = try #require(Read(frame))
        #expect(read.faults == ["no-checksum"] && read.decoder.faults[0].offset == frame.count - 5)
    }

    /// What somebody sends to keep the hub busy takes no longer than other bytes do.
    @Test(arguments: ["\n", "&&\n", "#", "&&0000 ", "a\r\n"])
    func nothingIsWalkedThroughAgainAndAgain(unit: String) {
        let bytes = Array("##1234".utf8) + Array(repeating: Array(unit.utf8), count: 60_000 / unit.utf8.count).joined()
        let clock = ContinuousClock()
        let taken = clock.measure { _ = ChunkTests.chunked(bytes) { 100 } }
        #expect(taken < .seconds(20), "\(taken)")
        #expect(ChunkTests.chunked(bytes) { 100 } == ChunkTests.whole(bytes))
    }

    @Test func silenceEndsAFrameThatLacksItsLineEndAlone() {
        var buffer = FrameBuffer()
        buffer.append(Array(Self.one.dropLast(2)))
        #expect(buffer.next() == nil)
        guard case .frame(_, let layout)? = buffer.nextWithoutLineEnd() else {
            Issue.record("no frame")
            return
        }
        #expect(layout.notes == [.noLineEnd] && buffer.waiting == 0)
        buffer.append(Array(Self.one.dropLast(4)))
        #expect(buffer.nextWithoutLineEnd() == nil && buffer.waiting == Self.one.count - 4)
        // Four letters behind `CP=&&` that could be a checksum.
        buffer = FrameBuffer()
        buffer.append(Array("##0100QN=1;CP=&&0110".utf8))
        #expect(buffer.nextWithoutLineEnd() == nil && buffer.waiting == 20)
    }
}
