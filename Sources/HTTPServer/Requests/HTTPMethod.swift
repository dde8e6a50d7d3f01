/// The method of a request (RFC 9110 section 9); `other` is any that is not in this list.
public enum HTTPMethod: String, Sendable {
    /// Read.
    case get = "GET"
    /// Read the headers only; the server leaves out the body by itself.
    case head = "HEAD"
    /// Submit.
    case post = "POST"
    /// Replace.
    case put = "PUT"
    /// Change a part.
    case patch = "PATCH"
    /// Remove.
    case delete = "DELETE"
    /// Ask what is allowed.
    case options = "OPTIONS"
    /// Any other; `HTTPRequest.methodText` has its name.
    case other = ""

    /// Reads the method off its C string, telling most of them apart by one byte.
    init(_ text: UnsafePointer<CChar>) {
        let candidate: HTTPMethod
        switch unsafe UInt8(bitPattern: text[0]) {
        case UInt8(ascii: "G"): candidate = .get
        case UInt8(ascii: "H"): candidate = .head
        case UInt8(ascii: "D"): candidate = .delete
        case UInt8(ascii: "O"): candidate = .options
        case UInt8(ascii: "P"): candidate = Self.startingWithP(unsafe text[1])
        default: candidate = .other
        }
        self = unsafe candidate.matches(text) ? candidate : .other
    }

    private static func startingWithP(_ second: CChar) -> HTTPMethod {
        switch UInt8(bitPattern: second) {
        case UInt8(ascii: "O"): .post
        case UInt8(ascii: "U"): .put
        default: .patch
        }
    }

    private func matches(_ text: UnsafePointer<CChar>) -> Bool {
        var place = 0
        for byte in rawValue.utf8 {
            guard unsafe UInt8(bitPattern: text[place]) == byte else { return false }
            place &+= 1
        }
        return unsafe text[place] == 0
    }
}
