extension CodePage {
    /// The page as Markdown: what `envhub explain` prints and docs/problems holds.
    public func markdown(of code: DiagnosticCode) -> String {
        let kind =
            switch code.severity {
            case .error where CodePage.samples.contains { $0.id == id }:
                "An error of `envhub check` alone: runs go by what the files say, and go on."
            case .error: "An error: the files are not used until it is mended, and what ran before goes on."
            case .warning: "A warning: the files are used."
            case .record: "About a record: it is held in quarantine, and the run goes on."
            }
        var text = "# \(id): \(code.title)\n\n\(kind)\n\n## Cause\n\n\(cause)\n\n## Fix\n\n\(fix)\n\n## Before\n"
        // What is wrong need not be YAML at all.
        for file in before { text += CodePage.block(file, "text") }
        text += "\n## After\n"
        for (old, new) in zip(before, after) where old.text != new.text {
            text += CodePage.block(new, language(of: new))
        }
        return text
    }

    private func language(of file: File) -> String { String(file.name.split(separator: ".").last ?? "text") }

    private static func block(_ file: File, _ language: String) -> String {
        "\n`\(file.name)`:\n\n```\(language)\n\(shown(file.text))```\n"
    }

    /// The text as a page can show it: control signs made visible, a long line cut in its middle.
    private static func shown(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let seen = Excerpt.shown(String(line))
            return seen.count > 160 ? "\(seen.prefix(60)) … \(seen.suffix(60))" : seen
        }.joined(separator: "\n")
    }
}
