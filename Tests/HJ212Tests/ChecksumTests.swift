import HJ212
import Testing

@Suite struct ChecksumTests {
    /// The standard's own examples (HJ 212-2017 and HJ 212-2025 appendix A), and the ends of the range.
    @Test(
        arguments: [
            ("", 0xffff), ("123456789", 0x2f80),
            (
                "QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&",
                0x1c80
            ),
            ("QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&", 0x2200),
        ] as [(String, UInt16)])
    func vectors(text: String, expected: UInt16) {
        #expect(Checksum.of(Array(text.utf8)) == expected)
        #expect(Frames.checksum(text.utf8) == expected)
    }

    @Test func aNul() { #expect(Checksum.of([0]) == 0x4040) }

    /// The tables give what the bits give, for every length around the eight bytes that are taken at once.
    @Test func tablesAreTheBits() {
        var generator = SystemRandomNumberGenerator()
        for count in 0..<70 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Checksum.of(bytes) == Frames.checksum(bytes))
        }
        for value in 0...255 { #expect(Checksum.of([UInt8(value)]) == Frames.checksum([UInt8(value)])) }
    }

    /// Its weakness, which is why length, grammar and MN are looked at too.
    @Test func hasOnly256Values() {
        var seen: Set<UInt16> = []
        for one in 0...255 {
            for other in stride(from: 0, to: 256, by: 5) { seen.insert(Checksum.of([UInt8(one), UInt8(other)])) }
        }
        #expect(seen.count == 256)
        #expect(seen.allSatisfy { [0, 1, 0x40, 0x41, 0x80, 0x81, 0xc0, 0xc1].contains($0 & 0xff) })
    }

    /// The check values of the catalogue of parametrised CRC algorithms, and what follows from the standard's own.
    @Test(
        arguments: [
            (0x4b37, .modbus), (0x374b, .modbusExchanged), (0xbb3d, .arc), (0x31c3, .xmodem), (0x29b1, .ibm3740),
            (0x802f, .exchanged), (Frames.checksum("##0009123456789".utf8), .fromStart), (0x2f80, nil), (0x1234, nil),
        ] as [(UInt16, ForeignChecksum?)])
    func foreignOnesAreNamed(checksum: UInt16, expected: ForeignChecksum?) {
        let frame = Array("##00091234567890000\r\n".utf8)
        #expect(ForeignChecksum.naming(checksum, of: frame.span, segment: 6..<15) == expected)
    }
}
