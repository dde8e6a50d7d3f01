import HJ212
import Testing

/// What comes out must not depend on how bytes were cut on their way.
@Suite struct ChunkTests {
    /// A piece without its place: its bytes, and what it is.
    struct Piece: Equatable {
        let bytes: [UInt8]
        let noise: Noise?
        let layout: FrameLayout?
    }

    static func whole(_ bytes: [UInt8]) -> [Piece] {
        Frames.pieces(bytes).map { Self.piece($0, bytes) }
    }

    static func piece(_ piece: FramePiece, _ bytes: [UInt8]) -> Piece {
        switch piece {
        case .frame(let range, let layout): Piece(bytes: Array(bytes[range]), noise: nil, layout: layout)
        case .noise(let range, let kind): Piece(bytes: Array(bytes[range]), noise: kind, layout: nil)
        }
    }

    static func chunked(_ bytes: [UInt8], _ sizes: () -> Int) -> [Piece] {
        var buffer = FrameBuffer()
        var pieces: [Piece] = []
        var at = 0
        while at < bytes.count {
            let size = min(max(sizes(), 1), bytes.count - at)
            buffer.append(Array(bytes[at..<at + size]))
            at += size
            while let piece = buffer.next() { pieces.append(Self.piece(piece, buffer.bytes)) }
        }
        while let piece = buffer.next(isFinal: true) { pieces.append(Self.piece(piece, buffer.bytes)) }
        return pieces
    }

    static let stream: [UInt8] = {
        let segment = String(decoding: ScannerTests.one.dropFirst(6).dropLast(6), as: UTF8.self)
        return ScannerTests.one + Array("  \r".utf8) + ScannerTests.two + Array("##0077QN=1;ST##x##".utf8)
            + Frames.frame(segment, length: "0200") + Frames.frame(segment, end: "\n") + Frames.frame(segment, end: "")
            + Frames.frame(segment, checksum: "xyz") + Frames.frame(segment, end: " \r\n") + ScannerTests.two
            + Array("###".utf8) + ScannerTests.one.dropLast(1)
    }()

    @Test func cutInTwoAtEveryPlace() {
        let expected = Self.whole(Self.stream)
        #expect(expected.flatMap(\.bytes) == Self.stream)
        for place in 0...Self.stream.count {
            var sizes = [place, Self.stream.count].makeIterator()
            #expect(Self.chunked(Self.stream) { sizes.next() ?? 1 } == expected, "cut at \(place)")
        }
    }

    @Test func byteByByte() {
        #expect(Self.chunked(Self.stream) { 1 } == Self.whole(Self.stream))
    }

    @Test func randomNoiseAndRandomPieces() {
        var generator = Seeded(seed: 212)
        let words: [[UInt8]] = [
            ScannerTests.one, ScannerTests.two, Array("##".utf8), Array("#".utf8), Array("&&".utf8),
            Array("&&1C80".utf8),
            Array("\r\n".utf8), Array("\r".utf8), Array("0077".utf8), Array("CP=".utf8), [0], [0xff], Array(" ".utf8),
        ]
        for round in 0..<400 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...14, using: &generator) {
                var word = words.randomElement(using: &generator)!
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    word[Int.random(in: 0..<word.count, using: &generator)] = UInt8.random(
                        in: 0...255, using: &generator)
                }
                bytes += word
            }
            let expected = Self.whole(bytes)
            #expect(expected.flatMap(\.bytes) == bytes)
            let most = [1, 3, 40, 400].randomElement(using: &generator)!
            #expect(
                Self.chunked(bytes) { Int.random(in: 1...most, using: &generator) } == expected,
                "round \(round): \(bytes)")
        }
    }
}

/// Random numbers that are the same each time (splitmix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
