public import Crypto

/// The encrypted data region of HJ 212-2025: `{0xE4,0x3E,…}tail`.
///
/// Whole blocks of 16 bytes are encrypted (SM4, ECB, no padding) and written as hexadecimal numbers; what is left, fewer than
/// 16 bytes, follows as it is. Length and checksum are those of the plain text.
public enum CipherRegion {
    /// The frame with its data region decrypted, to be read in place of the frame that came: the raw bytes stay what came.
    ///
    /// Whether the key was right is for the checksum to say, which the frame keeps.
    ///
    /// - Throws: ``PacketFault/Kind/badCipher`` with its place when the region is not written as the standard has it.
    public static func open(_ packet: Packet, in frame: Span<UInt8>, key: SM4) throws(PacketFault) -> [UInt8] {
        let region = packet.region.range
        let (blocks, tail) = try blocks(frame, region)
        guard let plain = key.decrypt(blocks) else {
            throw PacketFault(.badCipher, at: region.lowerBound, length: tail - region.lowerBound)
        }
        let layout = packet.layout
        var body: [UInt8] = []
        append(frame, layout.segment.lowerBound..<region.lowerBound, to: &body)
        body += plain
        append(frame, tail..<layout.segment.upperBound, to: &body)
        // Some count what travels, as in every other frame; the standard's own example counts the plain text.
        let isTravelling = layout.declaredLength == layout.segment.count
        var result = Array("##".utf8)
        result += digits(isTravelling ? body.count : layout.declaredLength)
        result += body
        append(frame, layout.checksum.lowerBound..<layout.byteCount, to: &result)
        return result
    }

    /// A frame with its data region encrypted, from a plain frame that was read.
    public static func seal(_ packet: Packet, in frame: Span<UInt8>, key: SM4) -> [UInt8] {
        let region = packet.region.range
        var plain: [UInt8] = []
        let whole = region.count / SM4.blockSize * SM4.blockSize
        append(frame, region.lowerBound..<region.lowerBound + whole, to: &plain)
        var result: [UInt8] = []
        append(frame, packet.layout.mark..<region.lowerBound, to: &result)
        if let sealed = key.encrypt(plain), !sealed.isEmpty {
            let numbers = sealed.map { "0x" + Hex.encode([$0]).uppercased() }
            result += Array("{\(numbers.joined(separator: ","))}".utf8)
        }
        append(frame, region.lowerBound + whole..<packet.layout.byteCount, to: &result)
        return result
    }

    /// The bytes within the braces, and where the plain tail begins.
    private static func blocks(_ frame: Span<UInt8>, _ region: Range<Int>) throws(PacketFault) -> ([UInt8], Int) {
        var bytes: [UInt8] = []
        var at = region.lowerBound + 1
        while at + 4 < region.upperBound {
            guard frame[at] == UInt8(ascii: "0"), frame[at + 1] | 0x20 == UInt8(ascii: "x"),
                let high = HexDigit.value(frame[at + 2]), let low = HexDigit.value(frame[at + 3])
            else { break }
            bytes.append(high << 4 | low)
            at += 4
            let isLast = frame[at] == UInt8(ascii: "}")
            guard isLast || frame[at] == UInt8(ascii: ",") else { break }
            at += 1
            guard isLast else { continue }
            guard bytes.count.isMultiple(of: SM4.blockSize), region.upperBound - at < SM4.blockSize else { break }
            return (bytes, at)
        }
        throw PacketFault(.badCipher, at: min(at, region.upperBound - 1), length: 1)
    }

    private static func append(_ frame: Span<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8]) {
        unsafe frame.extracting(range).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private static func digits(_ length: Int) -> [UInt8] {
        let text = String(length)
        return Array(String(repeating: "0", count: max(4 - text.utf8.count, 0)).utf8) + Array(text.utf8)
    }
}
