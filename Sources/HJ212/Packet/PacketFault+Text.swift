extension PacketFault: CustomStringConvertible {
    /// Its name in data, such as `checksum`.
    public var name: String {
        switch kind {
        case .checksum: "checksum"
        case .noChecksum: "no-checksum"
        case .length: "length"
        case .noRegion: "no-region"
        case .openRegion: "open-region"
        case .header: "header"
        case .noMN: "no-mn"
        case .badMN: "bad-mn"
        case .noCN: "no-cn"
        case .badCN: "bad-cn"
        case .badFlag: "bad-flag"
        case .badParts: "bad-parts"
        case .control: "control"
        case .noDataTime: "no-data-time"
        case .badDataTime: "bad-data-time"
        case .noKey: "no-key"
        case .badCipher: "bad-cipher"
        case .badNumber: "bad-number"
        case .hugeNumber: "huge-number"
        case .badTime: "bad-time"
        case .noFieldName: "no-field-name"
        }
    }

    /// A sentence with the place; bytes are counted from 1. It holds nothing of the packet's contents but the checksum.
    public var description: String { "byte \(offset + 1): \(sentence)" }

    /// The sentence without the place.
    public var sentence: String {
        switch kind {
        case .checksum(let written, let computed):
            "the checksum is \(Self.hex(written)), that of the data segment is \(Self.hex(computed))"
        case .noChecksum: "no checksum: four hexadecimal digits belong behind `&&`"
        case .length(let declared, let found): "the data segment has \(found) bytes where \(declared) are declared"
        case .noRegion: "no data region: `CP=&&` is missing"
        case .openRegion: "`CP=` is not followed by `&&` and a closing `&&`"
        case .header: "a header field without `=`, or with more than \(PacketDecoder.longestHeader) bytes"
        case .noMN: "no MN"
        case .badMN: "characters that no MN can have"
        case .noCN: "no CN"
        case .badCN: "CN is not four digits"
        case .badFlag: "Flag is no number from 0 to 255"
        case .badParts: "PNUM and PNO are no numbers from 1 to 9999, PNO at most PNUM"
        case .control(let byte): "a control character, \(Self.hex(UInt16(byte)).suffix(2))"
        case .noDataTime: "measured values without a DataTime"
        case .badDataTime: "DataTime is no time"
        case .noKey: "the data region is encrypted (SM4): a key is needed"
        case .badCipher: "the encrypted data region is not `{0x..,…}` of whole blocks"
        case .badNumber: "not a number"
        case .hugeNumber: "more than 18 digits before the point"
        case .badTime: "not a time"
        case .noFieldName: "a value without a key"
        }
    }

    private static func hex(_ value: UInt16) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
