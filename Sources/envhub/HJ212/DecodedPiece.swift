import Crypto
import HJ212

/// A piece of what came from a device, read.
struct DecodedPiece {
    /// Where it begins in the input.
    let offset: Int
    /// Its bytes as they came.
    let raw: [UInt8]
    /// Why it is no frame; nil for a frame.
    let noise: Noise?
    /// The bytes that were read: those that came, or the frame with its data region decrypted.
    private(set) var bytes: [UInt8]
    private(set) var packet: Packet?
    private(set) var decoder = PacketDecoder()
    /// Why the data region could not be decrypted.
    private var cipherFault: PacketFault?
    /// Whether the data region was decrypted.
    private(set) var isOpened = false
    /// The bytes that were read, with `*` for each of a password or a key.
    private(set) var shown: [UInt8]

    /// Whether nothing is wrong: a frame without a fault, or padding.
    var isGood: Bool { noise == .padding || noise == nil && faults.isEmpty }

    /// What is broken.
    var faults: [PacketFault] { cipherFault.map { [$0] } ?? decoder.faults }

    /// By which other algorithm the checksum is right that the standard's is not; nil where none of those known is.
    var foreignChecksum: ForeignChecksum? {
        guard let packet, let written = packet.writtenChecksum, written != packet.computedChecksum else { return nil }
        return ForeignChecksum.naming(written, of: raw.span, segment: packet.layout.segment)
    }

    /// All pieces of an input.
    static func all(of input: [UInt8], key: SM4?) -> [DecodedPiece] {
        var scanner = FrameScanner()
        var pieces: [DecodedPiece] = []
        var at = 0
        while let piece = scanner.next(input.span, from: at, isFinal: true) {
            at = piece.range.upperBound
            pieces.append(DecodedPiece(piece, Array(input[piece.range]), key))
        }
        return pieces
    }

    private init(_ piece: FramePiece, _ raw: [UInt8], _ key: SM4?) {
        offset = piece.range.lowerBound
        self.raw = raw
        (bytes, shown) = (raw, Secrets.hidden(raw))
        switch piece {
        case .noise(_, let noise): self.noise = noise
        case .frame(_, let layout):
            noise = nil
            packet = decoder.decode(raw.span, layout)
            if let key { open(key) }
        }
    }

    /// Reads the decrypted frame in place of the one that came.
    private mutating func open(_ key: SM4) {
        guard let sealed = packet, sealed.isEncrypted else { return }
        do throws(PacketFault) {
            let plain = try CipherRegion.open(sealed, in: raw.span, key: key)
            var decoder = PacketDecoder()
            guard let packet = decoder.decode(plain) else {
                throw PacketFault(.badCipher, at: Int(sealed.region.offset))
            }
            (bytes, self.packet, self.decoder, isOpened) = (plain, packet, decoder, true)
            shown = Secrets.hidden(plain)
        } catch {
            cipherFault = error
        }
    }

    /// A part of the frame as a text, passwords and keys hidden.
    func text(_ slice: ByteSlice) -> String { slice.text(in: shown) }

    /// A field's suffix as written.
    func suffix(_ field: DataField) -> String { text(field.suffixText) }
}

/// Passwords and keys of devices: what follows `PW=`, `NewPW=` and `NewSK=`.
private enum Secrets {
    static func hidden(_ bytes: [UInt8]) -> [UInt8] {
        var shown = bytes
        var isHiding = false
        for at in bytes.indices {
            if [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "&")].contains(bytes[at]) { isHiding = false }
            if isHiding { shown[at] = UInt8(ascii: "*") }
            guard bytes[at] == UInt8(ascii: "="), at >= 2 else { continue }
            let name = [bytes[at - 2] & 0xdf, bytes[at - 1] & 0xdf]
            if name == Array("PW".utf8) || name == Array("SK".utf8) { isHiding = true }
        }
        return shown
    }
}
