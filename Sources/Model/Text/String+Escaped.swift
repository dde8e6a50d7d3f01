extension String {
    /// The text with `escape` before each of `signs`, code point by code point: a quote that a combining mark makes one
    /// character with is a quote all the same.
    public func escaped(_ signs: Set<Unicode.Scalar>, by escape: Unicode.Scalar) -> String {
        var text = UnicodeScalarView()
        for scalar in unicodeScalars {
            if signs.contains(scalar) { text.append(escape) }
            text.append(scalar)
        }
        return String(text)
    }
}
