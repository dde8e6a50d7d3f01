extension Cleaner {
    static let lower = Cleaner("lower", "turns ASCII letters into small ones", example: ("PH值", "ph值")) {
        buffer, start in
        for at in start..<buffer.count where buffer[at] >= UInt8(ascii: "A") && buffer[at] <= UInt8(ascii: "Z") {
            buffer[at] += 0x20
        }
    }
}
