extension Template.Escaping {
    /// The escaping for a body of this media type.
    init(contentType: String) {
        let type = contentType.lowercased()
        if type.contains("json") {
            self = .json
        } else if type.contains("xml") {
            self = .xml
        } else if type.contains("x-www-form-urlencoded") {
            self = .form
        } else {
            self = .none
        }
    }

    func escaped(_ text: String) -> String {
        switch self {
        case .none: text
        case .json: Self.json(text)
        case .xml: Self.xml(text)
        case .form: PercentEncoding.encoded(text)
        }
    }

    /// For the inside of a JSON string.
    private static func json(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// For XML text and attributes; what XML cannot say at all is left out.
    private static func xml(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            case "\t", "\n", "\r": result += "&#\(scalar.value);"
            case _ where scalar.value < 0x20: break
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}

/// Percent-encoding (RFC 3986): everything but unreserved characters.
enum PercentEncoding {
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%"
                result.unicodeScalars.append(digits[Int(byte >> 4)])
                result.unicodeScalars.append(digits[Int(byte & 15)])
            }
        }
        return result
    }
}
