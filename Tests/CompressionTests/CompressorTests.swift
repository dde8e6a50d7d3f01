import Compression
import Testing

@Suite struct CompressorTests {
    static let texts = ["", "a", String(repeating: "清远市环保", count: 5000)]

    @Test(arguments: [CompressedFormat.gzip, .zlib, .raw], texts)
    func comesBackAsItWas(_ format: CompressedFormat, _ text: String) throws {
        let bytes = Array(text.utf8)
        let packed = try Compressor(format).compress(bytes)
        #expect(try Decompressor.decompress(packed, format, limit: bytes.count) == bytes)
    }

    @Test func oneCompressorPacksManyBodiesAlike() throws {
        let compressor = try Compressor(level: 1)
        let body = Array(Self.texts[2].utf8)
        let first = try compressor.compress(body)
        _ = try compressor.compress([1, 2, 3])
        #expect(try compressor.compress(body) == first)
        #expect(first.count < body.count / 20)
        #expect(first.starts(with: [0x1F, 0x8B]))
    }

    @Test func packsWhatCannotBePacked() throws {
        var state: UInt64 = 7
        let noise = (0..<100_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let packed = try Compressor().compress(noise)
        #expect(try Decompressor.decompress(packed, limit: 100_000) == noise)
    }

    @Test(arguments: [-5, 0, 99])
    func aLevelOutOfRangeIsBroughtIn(_ level: Int) throws {
        let packed = try Compressor(level: level).compress([1, 2, 3])
        #expect(try Decompressor.decompress(packed, limit: 3) == [1, 2, 3])
    }
}
