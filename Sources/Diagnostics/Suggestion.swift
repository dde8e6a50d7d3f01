/// "Did you mean": the likeliest of the allowed names.
public enum Suggestion {
    /// The name nearest to `written` in edits, if it is near enough to be meant.
    ///
    /// Case and width (full or half) do not count; a swap of neighbours is one edit.
    public static func nearest(to written: String, among names: some Sequence<String>) -> String? {
        let target = folded(written)
        guard target.count <= 100 else { return nil }
        var best: (distance: Int, name: String)?
        for name in names {
            let candidate = folded(name)
            let limit = max(1, max(target.count, candidate.count) / 3)
            guard abs(candidate.count - target.count) <= limit else { continue }
            let distance = distance(target, candidate)
            if distance <= limit, distance < max(target.count, candidate.count), distance < best?.distance ?? .max {
                best = (distance, name)
            }
        }
        return best?.name
    }

    /// The help line for a name that is not known: a suggestion, else the allowed names, at most twelve.
    public static func help(for written: String, among names: [String]) -> String {
        let listed = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
        let allowed = names.isEmpty ? "" : "allowed: \(listed)"
        guard let near = nearest(to: written, among: names) else { return allowed }
        return "did you mean `\(near)`? \(allowed)"
    }

    /// Edits between two texts: insert, delete, replace, swap neighbours (optimal string alignment).
    static func distance(_ left: [UInt32], _ right: [UInt32]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in 0..<left.count {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for j in 0..<right.count {
                let replaced = last[j] + (left[i] == right[j] ? 0 : 1)
                var cost = min(replaced, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }

    /// Code points without case and width.
    static func folded(_ text: String) -> [UInt32] {
        text.lowercased().unicodeScalars.map { scalar in
            switch scalar.value {
            case 0xFF21...0xFF3A: scalar.value - 0xFEE0 + 32
            case 0xFF01...0xFF5E: scalar.value - 0xFEE0
            case 0x3000: 0x20
            default: scalar.value
            }
        }
    }
}
