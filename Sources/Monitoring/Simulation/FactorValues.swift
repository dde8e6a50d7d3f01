import HJ212

/// Values of made-up measurements: the same for the same moment, so that a packet sent again says the same.
struct FactorValues {
    private static let codes = [
        "w01018", "w21003", "w21011", "w21001", "w01001", "w01010", "w00000", "w01012", "w20092", "w20111", "w20115",
        "w20117",
        "w20119", "w20120", "w20122", "w20127", "w20128", "w20142", "w20143", "w01014",
    ]
    private let names: [[UInt8]]

    init(count: Int) {
        names = (0..<max(count, 0)).map { index in
            Array((index < Self.codes.count ? Self.codes[index] : "w9\(9000 + index)").utf8)
        }
    }

    /// Writes `;w01018-Rtd=23.15,w01018-Flag=N` for each factor.
    func write(_ stamp: CivilStamp, isRealtime: Bool, to writer: inout FrameWriter) {
        var state = UInt64(bitPattern: stamp.packed) &* 0x9E37_79B9_7F4A_7C15 | 1
        for name in names {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            writer.text(";")
            writer.raw(name.span)
            writer.text(isRealtime ? "-Rtd=" : "-Avg=")
            writer.number(Int(state >> 40 % 90) % 90 + 5)
            writer.text(".")
            writer.number(Int(state >> 20) % 90 + 10)
            writer.text(",")
            writer.raw(name.span)
            writer.text("-Flag=N")
        }
    }
}
