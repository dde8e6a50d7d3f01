/// The `key=value;` pairs of a connection string; a value in braces may hold anything, `}}` is a brace.
struct ConnectionString {
    let pairs: [(key: String, value: String)]

    init(_ text: String) {
        var rest = Substring(text)
        var pairs: [(key: String, value: String)] = []
        while let equals = rest.firstIndex(of: "=") {
            // A word without `=` before the key is not part of it.
            let word = rest[..<equals].split(separator: ";").last ?? ""
            let key = word.filter { $0 != " " }.lowercased()
            rest = rest[rest.index(after: equals)...]
            pairs.append((key, Self.takeValue(&rest)))
        }
        self.pairs = pairs
    }

    /// The values that no message may show, the longest first, so that none is left in part.
    var secrets: [String] {
        let names: Set<String> = ["pwd", "password", "passwd", "sslpassword", "token", "accesstoken"]
        return pairs.filter { names.contains($0.key) && !$0.value.isEmpty }.map(\.value).sorted { $0.count > $1.count }
    }

    private static func takeValue(_ rest: inout Substring) -> String {
        guard rest.first == "{" else {
            let end = rest.firstIndex(of: ";") ?? rest.endIndex
            defer { rest = rest[end...].dropFirst() }
            return String(rest[..<end])
        }
        var value = ""
        rest = rest.dropFirst()
        while let letter = rest.popFirst() {
            if letter == "}" {
                guard rest.first == "}" else { break }
                rest = rest.dropFirst()
            }
            value.append(letter)
        }
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        rest = rest[end...].dropFirst()
        return value
    }
}
