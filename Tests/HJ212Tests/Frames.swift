import Foundation
import HJ212

/// Frames for tests, made by a second writer that shares nothing with the one that is tested.
enum Frames {
    /// The checksum bit by bit, as the standard's appendix A has it.
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0xffff) { state, byte in
            (0..<8).reduce(state >> 8 ^ UInt16(byte)) { word, _ in word & 1 == 1 ? word >> 1 ^ 0xa001 : word >> 1 }
        }
    }

    /// A frame around a data segment, with the right length and checksum unless told otherwise.
    static func frame(_ segment: String, length: String? = nil, checksum: String? = nil, end: String = "\r\n")
        -> [UInt8]
    {
        let count = segment.utf8.count
        let length = length ?? String(repeating: "0", count: max(4 - String(count).count, 0)) + String(count)
        let checksum = checksum ?? String(format: "%04X", Self.checksum(segment.utf8))
        return Array("##\(length)\(segment)\(checksum)\(end)".utf8)
    }

    /// A header that has nothing odd.
    static let header = "QN=20240801085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP="

    /// A realtime packet with this data region, behind its DataTime.
    static func upload(_ region: String) -> [UInt8] { frame("\(header)&&DataTime=20240801085857;\(region)&&") }

    /// All pieces of a text of a connection.
    static func pieces(_ bytes: [UInt8]) -> [FramePiece] {
        var scanner = FrameScanner()
        var pieces: [FramePiece] = []
        var at = 0
        while let piece = scanner.next(bytes.span, from: at, isFinal: true) {
            pieces.append(piece)
            at = piece.range.upperBound
        }
        return pieces
    }

    /// A file of the shared data folder beside the package; nil when absent.
    static func shared(_ name: String) -> String? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "shared/data/hj212/\(name)").path()
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }
}

/// A frame that was read, with its bytes.
struct Read {
    let bytes: [UInt8]
    let packet: Packet
    let decoder: PacketDecoder

    /// Reads one frame that stands alone.
    init?(_ bytes: [UInt8]) {
        var decoder = PacketDecoder()
        guard let packet = decoder.decode(bytes) else { return nil }
        (self.bytes, self.packet, self.decoder) = (bytes, packet, decoder)
    }

    var notes: [PacketNote] { packet.notes.all }
    var faults: [String] { decoder.faults.map(\.name) }
    var fields: [DataField] { decoder.fields }

    func text(_ slice: ByteSlice) -> String { slice.text(in: bytes) }

    /// The fields as `code-Suffix=value`.
    var written: [String] {
        fields.map { field in
            let suffix = field.suffix == .other ? text(field.suffixText) : "\(field.suffix.name)"
            return text(field.code) + (suffix.isEmpty ? "" : "-" + suffix) + "=" + text(field.value)
        }
    }

    /// The frame written again from what was read.
    var rewritten: [UInt8] {
        var writer = FrameWriter()
        writer.append(packet, fields, in: bytes.span)
        return writer.bytes
    }
}
