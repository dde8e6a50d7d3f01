/// Where a text stands in a wider space.
public enum Alignment: Sendable {
    /// At the left, for texts.
    case left
    /// At the right, for numbers.
    case right
    /// In the middle.
    case center
}

extension StringProtocol {
    /// The text with spaces up to a width in cells; unchanged when it is as wide or wider.
    public func padded(to width: Int, _ alignment: Alignment = .left) -> String {
        let missing = Swift.max(width - DisplayWidth.of(self), 0)
        let left =
            switch alignment {
            case .left: 0
            case .right: missing
            case .center: missing / 2
            }
        return String(repeating: " ", count: left) + self + String(repeating: " ", count: missing - left)
    }

    /// The text cut to at most `width` cells, with `…` where something was cut. No character is cut in two.
    public func truncated(to width: Int) -> String {
        guard DisplayWidth.of(self) > width else { return String(self) }
        guard width > 0 else { return "" }
        var result = ""
        var used = 0
        for character in self {
            let cells = DisplayWidth.of(String(character))
            guard used + cells <= width - 1 else { break }
            result.append(character)
            used += cells
        }
        return result + "…"
    }
}
