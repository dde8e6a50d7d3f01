extension Cleaner {
    static let upper = Cleaner("upper", "turns ASCII letters into capitals", example: ("mg/l", "MG/L")) {
        buffer, start in
        for at in start..<buffer.count where buffer[at] >= UInt8(ascii: "a") && buffer[at] <= UInt8(ascii: "z") {
            buffer[at] -= 0x20
        }
    }
}
