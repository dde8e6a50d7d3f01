import Crypto
import HJ212

/// What must be so of one frame that was read.
struct FrameCheck {
    let frame: [UInt8]
    let packet: Packet
    let decoder: PacketDecoder

    private static let key = SM4(key: [UInt8](repeating: 0x30, count: SM4.blockSize))!

    func run() throws {
        try places()
        try again()
        try written()
        try answered()
        try ciphered()
    }

    /// All places lie within the frame.
    private func places() throws {
        let layout = packet.layout
        try hold(layout.byteCount == frame.count && layout.checksum.upperBound <= frame.count, "beyond the frame")
        try hold(layout.mark + 2 <= layout.segment.lowerBound, "no mark")
        try hold(layout.segment.count >= 2 && layout.segment.upperBound == layout.checksum.lowerBound, "no closing")
        for fault in decoder.faults {
            try hold(fault.offset >= 0 && fault.length >= 0 && fault.offset + fault.length <= frame.count, "\(fault)")
            try hold(!fault.sentence.isEmpty, "no words")
        }
        try hold(packet.isBroken == decoder.faults.contains { !$0.isOfField }, "broken without a fault")
        for note in packet.notes.all { try hold((0..<frame.count).contains(decoder.place(of: note) ?? 0), "\(note)") }
        let region = packet.region.range
        for field in decoder.fields {
            for slice in [field.code, field.suffixText, field.value] where slice.isPresent {
                try hold(
                    slice.range.lowerBound >= region.lowerBound && slice.range.upperBound <= region.upperBound,
                    "\(field)")
            }
            try hold(field.kind != .time || field.time != nil, "no time")
        }
    }

    /// Another decoder reads the same, whatever it has read before.
    private func again() throws {
        var other = PacketDecoder()
        let same = other.decode(frame)
        try hold(same != nil && same?.notes == packet.notes && same?.layout == packet.layout, "not the same alone")
        try hold(other.fields == decoder.fields && other.faults == decoder.faults, "not the same fields")
    }

    /// What has no structural note is written as it came.
    private func written() throws {
        guard !packet.isBroken, decoder.faults.isEmpty, !packet.notes.isStructural else { return }
        var writer = FrameWriter()
        writer.append(packet, decoder.fields, in: frame.span)
        try hold(writer.bytes == frame, "written as \(String(decoding: writer.bytes, as: UTF8.self))")
    }

    /// An answer is a frame without faults, to the same device.
    private func answered() throws {
        guard !packet.isBroken else { return }
        var writer = FrameWriter()
        for answer in [Answer.data, .request(.checksum)] {
            writer.removeAll()
            writer.append(answer, to: packet, in: frame.span)
            var other = PacketDecoder()
            guard let back = other.decode(writer.bytes) else { throw Broken(description: "the answer is no frame") }
            try hold(other.faults.isEmpty && back.command == answer.command, "\(other.faults)")
            try hold(back.mn.text(in: writer.bytes) == packet.mn.text(in: frame), "to another device")
        }
    }

    /// What is sealed and opened is what it was.
    private func ciphered() throws {
        if packet.isEncrypted {
            if let opened = try? CipherRegion.open(packet, in: frame.span, key: Self.key) {
                var other = PacketDecoder()
                _ = other.decode(opened)
            }
            return
        }
        guard !packet.isBroken, packet.region.count >= SM4.blockSize, packet.layout.mark == 0,
            !packet.notes.contains(.lengthWidth)
        else { return }
        let sealed = CipherRegion.seal(packet, in: frame.span, key: Self.key)
        var other = PacketDecoder()
        guard let back = other.decode(sealed), back.isEncrypted, sealed.count < FrameScanner.longestFrame else {
            return try hold(sealed.count >= FrameScanner.longestFrame, "no cipher")
        }
        // A length that is that of what travels, by chance, is taken for it.
        guard back.layout.declaredLength != back.layout.segment.count else { return }
        let opened = try CipherRegion.open(back, in: sealed.span, key: Self.key)
        try hold(opened == frame, "opened as \(String(decoding: opened, as: UTF8.self))")
    }
}
