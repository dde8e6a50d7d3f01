import Crypto
import HJ212
import Testing

@Suite struct CipherTests {
    static let key = SM4(key: [UInt8](repeating: 0x30, count: 16))!
    private static let plain = Frames.frame(
        "QN=20240601085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&DataTime=20240520101500;w01018-Rtd=12.5,w01018-Flag=N&&"
    )

    private func sealed() throws -> [UInt8] {
        let read = try #require(Read(Self.plain))
        return CipherRegion.seal(read.packet, in: read.bytes.span, key: Self.key)
    }

    /// HJ 212-2025: the text of the cipher begins as the standard's example does, length and checksum are the plain text's.
    @Test func sealedAsTheStandardHasIt() throws {
        let text = String(decoding: try sealed(), as: UTF8.self)
        #expect(
            text.contains(";CP=&&{0xE4,0x3E,0x15,0x9A,0xCF,0xAB,0x24,0x2C,0xB5,0x31,0x55,0xFB,0x8B,0x92,0x81,0xA1,0x"))
        #expect(text.hasPrefix(String(decoding: Self.plain.prefix(6), as: UTF8.self)))
        #expect(text.hasSuffix(String(decoding: Self.plain.suffix(8), as: UTF8.self)))
        // 53 bytes: three blocks, and five bytes that follow as they are.
        #expect(text.contains("}lag=N&&"))
    }

    @Test func openedIsThePlainFrame() throws {
        let read = try #require(Read(try sealed()))
        #expect(read.notes.contains(.encrypted) && read.faults == ["no-key"] && read.packet.isBroken)
        #expect(read.text(read.packet.mn) == "010000A8900016F000169DC0" && read.fields.isEmpty)
        let opened = try CipherRegion.open(read.packet, in: read.bytes.span, key: Self.key)
        #expect(opened == Self.plain)
        let back = try #require(Read(opened))
        #expect(back.faults.isEmpty && back.notes.isEmpty && back.fields.count == 3)
    }

    @Test func foundByItsEndAmongOthers() throws {
        let pieces = Frames.pieces(try sealed() + Self.plain + (try sealed()))
        #expect(pieces.map(\.range.count) == [try sealed().count, Self.plain.count, try sealed().count])
        #expect(ChunkTests.chunked(try sealed() + Self.plain) { 7 } == ChunkTests.whole(try sealed() + Self.plain))
    }

    /// Some devices count what travels.
    @Test func lengthOfWhatTravels() throws {
        var frame = try sealed()
        frame.replaceSubrange(2..<6, with: Array("0\(frame.count - 12)".utf8))
        let read = try #require(Read(frame))
        #expect(!read.notes.contains(.wrongLength))
        #expect(try CipherRegion.open(read.packet, in: read.bytes.span, key: Self.key) == Self.plain)
    }

    @Test func aWrongKeyIsSeenByTheChecksum() throws {
        let read = try #require(Read(try sealed()))
        let other = try #require(SM4(key: [UInt8](repeating: 1, count: 16)))
        let opened = try CipherRegion.open(read.packet, in: read.bytes.span, key: other)
        #expect(FrameLayout(of: opened.span) == nil || Read(opened)?.packet.isBroken == true)
    }

    @Test(arguments: ["{0xE4,0x3E}", "{0x}", "{0xE4", "{0xE4;0x3E}", "{0xGG}", "{0x00,"])
    func notACipher(region: String) throws {
        let frame = Frames.frame("\(Frames.header.replacing("Flag=5", with: "Flag=9"))&&\(region)&&")
        let read = try #require(Read(frame))
        #expect(read.packet.isEncrypted)
        #expect(throws: PacketFault.self) { () throws in
            _ = try CipherRegion.open(read.packet, in: read.bytes.span, key: Self.key)
        }
    }
}
