import Crypto
import HJ212

extension FuzzTarget {
    /// What comes from a connection of devices: frames, parts and ciphers of HJ 212.
    static let frames = FuzzTarget(name: "frames", seeds: { FrameFuzz.seeds }) { try FrameFuzz.check($0) }
}

/// What must be so of any bytes.
enum FrameFuzz {
    /// A piece without its place.
    private struct Piece: Equatable {
        let range: Range<Int>
        let noise: Noise?
        let layout: FrameLayout?
    }

    static func check(_ bytes: [UInt8]) throws {
        let pieces = try whole(bytes)
        try chunked(bytes, pieces, size: 1)
        try chunked(bytes, pieces, size: Int(bytes.first ?? 7) + 2)
        var decoder = PacketDecoder()
        for piece in pieces {
            guard let layout = piece.layout else { continue }
            let frame = Array(bytes[piece.range])
            let packet = decoder.decode(frame.span, layout)
            try FrameCheck(frame: frame, packet: packet, decoder: decoder).run()
        }
    }

    /// Every byte is in exactly one piece.
    private static func whole(_ bytes: [UInt8]) throws -> [Piece] {
        var scanner = FrameScanner()
        var pieces: [Piece] = []
        var at = 0
        while let piece = scanner.next(bytes.span, from: at, isFinal: true) {
            try hold(piece.range.lowerBound == at && !piece.range.isEmpty, "a gap at \(at)")
            at = piece.range.upperBound
            pieces.append(Self.piece(piece, offset: 0))
        }
        try hold(at == bytes.count, "\(bytes.count - at) bytes are in no piece")
        return pieces
    }

    /// The same pieces come however the bytes are cut.
    private static func chunked(_ bytes: [UInt8], _ expected: [Piece], size: Int) throws {
        var buffer = FrameBuffer()
        var pieces: [Piece] = []
        var done = 0
        func take(_ piece: FramePiece) {
            pieces.append(Self.piece(piece, offset: done - piece.range.lowerBound))
            done += piece.range.count
        }
        for start in stride(from: 0, to: bytes.count, by: size) {
            buffer.append(bytes.span.extracting(start..<min(start + size, bytes.count)))
            while let piece = buffer.next() { take(piece) }
        }
        while let piece = buffer.next(isFinal: true) { take(piece) }
        try hold(pieces == expected, "cut into \(size): \(pieces) and not \(expected)")
    }

    private static func piece(_ piece: FramePiece, offset: Int) -> Piece {
        let range = piece.range.lowerBound + offset..<piece.range.upperBound + offset
        switch piece {
        case .frame(_, let layout): return Piece(range: range, noise: nil, layout: layout)
        case .noise(_, let noise): return Piece(range: range, noise: noise, layout: nil)
        }
    }

    /// Frames of each edition, with what devices do to them.
    static var seeds: [[UInt8]] {
        let head = "QN=20240801085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag="
        let segments = [
            head
                + "5;CP=&&DataTime=20240801085857;w01018-SampleTime=20240801070000,w01018-Rtd=2.20,w01018-Flag=N,w01018-EFlag=A01&&",
            head + "7;PNUM=2;PNO=1;CP=&&DataTime=20240801085857;w00000-Cou=63.0,w00000-Avg=17.5,w00000-Avg=1&&",
            head + "7;PNUM=2;PNO=2;CP=&&DataTime=20240801085857;a21026-Rtd=-1.5e3;a21002-Rtd=,a21002-Flag=D;&&",
            "ST=32;CN=2051;PW=;MN=12091200160055;CP=&&DataTime=20150430135700000;B01-Min=895.13,B01-flag=N;LA-td=5;Flag=N&&",
            head + "9;CP=&&{0xE4,0x3E,0x15,0x9A,0xCF,0xAB,0x24,0x2C,0xB5,0x31,0x55,0xFB,0x8B,0x92,0x81,0xA1}0&&",
            head + "5CP=&&PolId=w01018;i11001-Info=//清洗;管路//;i13004&&",
            head + "5;CP=&&DataTime=20240801085857;w00000-Cou=63.0,w00000-Avg=17.5,&&",
            "QN=1,ST=101;CN=9014;PW=1;MN=1;PNO=1;PNUM=2;CP=&&&&",
        ]
        var all = segments.map { Array("##\(String("000\($0.utf8.count)".suffix(4)))\($0)".utf8) + Self.end($0) }
        all.append(all[1] + all[2])
        all.append(
            Array("GET / HTTP/1.1\r\n\r\n  ".utf8) + all[0].dropLast(20) + all[3].dropLast(1) + all[4].dropLast(2)
                + all[0])
        return all
    }

    private static func end(_ segment: String) -> [UInt8] {
        let digits = String(Checksum.of(Array(segment.utf8)), radix: 16, uppercase: true)
        return Array("\(String("000\(digits)".suffix(4)))\r\n".utf8)
    }
}
