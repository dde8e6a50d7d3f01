/// A pattern of file names: `*` stands for any characters, `?` for one; all else for itself.
enum FilePattern {
    /// Whether a name fits. Names that start with a dot fit only patterns that do; half-written files never fit.
    static func matches(_ name: String, _ pattern: String) -> Bool {
        let unfinished = [".tmp", ".part", ".partial", ".filepart", ".swp", "~"]
        if unfinished.contains(where: name.lowercased().hasSuffix) { return false }
        if name.hasPrefix("."), !pattern.hasPrefix(".") { return false }
        return fits(Array(name.unicodeScalars), Array(pattern.unicodeScalars))
    }

    /// Greedy with one way back: linear in practice, and never exponential.
    private static func fits(_ name: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var (at, wanted) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while at < name.count {
            if wanted < pattern.count, pattern[wanted] == "*" {
                star = (wanted, at)
                wanted += 1
            } else if wanted < pattern.count, pattern[wanted] == "?" || pattern[wanted] == name[at] {
                at += 1
                wanted += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.name + 1
                wanted = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[wanted...].allSatisfy { $0 == "*" }
    }
}
