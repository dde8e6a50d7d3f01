import Compression
import Testing

@Suite struct DecompressorTests {
    @Test func refusesABomb() throws {
        let bomb = try Compressor(level: 9).compress([UInt8](repeating: 0, count: 20_000_000))
        #expect(bomb.count < 30_000)
        #expect(throws: CompressionError.tooLarge(limit: 1_000_000)) {
            try Decompressor.decompress(bomb, limit: 1_000_000)
        }
    }

    @Test func theLimitItselfIsAllowed() throws {
        let packed = try Compressor().compress([UInt8](repeating: 1, count: 65536))
        #expect(try Decompressor.decompress(packed, limit: 65536).count == 65536)
        #expect(throws: CompressionError.tooLarge(limit: 65535)) {
            try Decompressor.decompress(packed, limit: 65535)
        }
    }

    @Test func everyCutIsSeen() throws {
        let packed = try Compressor().compress(Array("Guangdong 广东".utf8))
        for length in 0..<packed.count {
            #expect(throws: CompressionError.truncated) {
                try Decompressor.decompress(Array(packed.prefix(length)), limit: 1000)
            }
        }
    }

    @Test func everyChangedByteIsRefusedOrHarmless() throws {
        let body = Array("the same works in three systems".utf8)
        let packed = try Compressor().compress(body)
        for place in packed.indices where place >= 10 {
            var changed = packed
            changed[place] ^= 0x55
            let result = try? Decompressor.decompress(changed, limit: 10_000)
            #expect(result == nil, "byte \(place)")
        }
    }

    @Test func whatIsNoGzipIsDamaged() {
        #expect(throws: CompressionError.damaged("incorrect header check")) {
            try Decompressor.decompress(Array("no gzip".utf8), limit: 10)
        }
    }

    @Test func takesSeveralMembersInAnyPieces() throws {
        let compressor = try Compressor()
        let packed = try compressor.compress(Array("one ".utf8)) + compressor.compress(Array("two".utf8))
        for size in [1, 3, packed.count] {
            let decompressor = try Decompressor(limit: 100)
            var text: [UInt8] = []
            for start in stride(from: 0, to: packed.count, by: size) {
                let piece = Array(packed[start..<min(start + size, packed.count)])
                try decompressor.update(piece) { span in
                    for place in 0..<span.byteCount {
                        text.append(unsafe span.unsafeLoad(fromByteOffset: place, as: UInt8.self))
                    }
                }
            }
            try decompressor.finish()
            #expect(text == Array("one two".utf8))
        }
    }

    @Test func bytesAfterTheEndAreDamage() throws {
        let packed = try Compressor(.zlib).compress([1])
        #expect(throws: CompressionError.damaged("there are bytes after the end")) {
            try Decompressor.decompress(packed + [0], .zlib, limit: 10)
        }
    }

    @Test func afterAFailureNothingIsTaken() throws {
        let decompressor = try Decompressor(limit: 10)
        #expect(throws: CompressionError.self) { try decompressor.update([1, 2, 3]) { _ in } }
        #expect(throws: CompressionError.self) { try decompressor.update([1]) { _ in } }
        #expect(throws: CompressionError.truncated) { try decompressor.finish() }
    }
}
