import Model

/// A value that is known when the mapping is compiled: its bytes are copied into each batch that needs it.
struct PreparedValue: Sendable, Equatable {
    /// The value; `payload` of a text is set when it is stored.
    let value: MappedValue
    /// The bytes of a text.
    let bytes: [UInt8]

    init(_ value: MappedValue) {
        self.value = value
        bytes = []
    }

    init(text: String) {
        bytes = Array(text.utf8)
        value = MappedValue(.text, length: UInt32(truncatingIfNeeded: bytes.count))
    }

    init(list items: [[UInt8]]) {
        bytes = ListText.joined(items)
        value = MappedValue(.list, length: UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Reads a text of a mapping file as a value of a field's type; nil if it is none.
    init?(_ text: String, as type: FieldType, zone: TimeZoneRules?) {
        switch type {
        case .text, .code: self.init(text: text)
        case .integer:
            guard let number = try? Int64(decimal: text) else { return nil }
            self.init(MappedValue(.integer, payload: number))
        case .decimal, .quantity:
            guard let number = try? DecimalValue(text) else { return nil }
            self.init(MappedValue(number))
        case .bool:
            guard text == "true" || text == "false" else { return nil }
            self.init(MappedValue(.bool, payload: text == "true" ? 1 : 0))
        case .date:
            guard let day = try? DatePattern("yyyy-MM-dd").date(text) else { return nil }
            self.init(MappedValue(day))
        case .datetime:
            let pattern = text.hasSuffix("Z") || zone == nil ? "yyyy-MM-dd'T'HH:mm:ssXXX" : "yyyy-MM-dd HH:mm:ss"
            guard let instant = try? DatePattern(pattern).instant(text, zone: zone ?? .utc) else { return nil }
            self.init(MappedValue(.datetime, payload: instant.milliseconds))
        case .list: self.init(list: [Array(text.utf8)])
        case .ref, .point: return nil
        }
    }
}

/// Lists of texts as JSON arrays.
enum ListText {
    static func joined(_ items: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "[")]
        for (index, item) in items.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            append(item, to: &out)
        }
        out.append(UInt8(ascii: "]"))
        return out
    }

    private static func append(_ item: [UInt8], to out: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        out.append(UInt8(ascii: "\""))
        for byte in item {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0..<0x20: out += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
