/// The path of a table's column: its name as it stands in the header, `$.name` or `$['name']`.
enum ColumnPath {
    /// The column's name; nil when the path leads deeper than a column.
    static func name(_ path: String) -> String? {
        guard path.hasPrefix("$") else { return path.isEmpty ? nil : path }
        let rest = path.dropFirst()
        if rest.hasPrefix(".") {
            let name = rest.dropFirst()
            return name.isEmpty || name.contains(where: { ".[*".contains($0) }) ? nil : String(name)
        }
        guard let quote = rest.dropFirst().first, quote == "'" || quote == "\"", rest.first == "[", rest.hasSuffix("]")
        else { return nil }
        let inner = rest.dropFirst(2).dropLast(1)
        guard inner.last == quote else { return nil }
        return unescaped(inner.dropLast(), quote)
    }

    private static func unescaped(_ text: Substring, _ quote: Character) -> String? {
        var name = ""
        var rest = text
        while let next = rest.popFirst() {
            if next == quote { return nil }
            guard next == "\\" else {
                name.append(next)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            name.append(escaped)
        }
        return name.isEmpty ? nil : name
    }
}
