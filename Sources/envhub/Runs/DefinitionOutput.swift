import JSON
import Storage
import Terminal

/// The texts that a run was made with.
enum DefinitionOutput {
    /// Their names and hashes, a line each; the schema's many files are counted.
    static func list(_ texts: [Store.Version]) {
        var lines = texts.filter { $0.kind != "schema" }.map { "\(escapingControls(name($0)))@\($0.hash)" }
        let files = texts.count - lines.count
        if files > 0 { lines.append("\(HumanFormat.count(files, "file")) of mappings/schema") }
        if texts.count > 1 { lines[0] += "   (--definition prints the texts)" }
        for (index, line) in lines.enumerated() {
            TerminalOutput.standardOutput.line((index == 0 ? "ran with" : "").padded(to: 10) + line)
        }
    }

    /// The texts themselves, each under its name.
    static func write(_ texts: [Store.Version]) {
        let out = TerminalOutput.standardOutput
        for text in texts {
            out.line("# ── \(escapingControls(name(text)))@\(text.hash)")
            let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false).map(escapingText)
            out.write(lines.joined(separator: "\n") + (text.text.hasSuffix("\n") ? "" : "\n"))
        }
    }

    static func append(_ texts: [Store.Version], withTexts: Bool, _ writer: inout JSONWriter) {
        writer.key("definition")
        writer.beginArray()
        for text in texts {
            writer.beginObject()
            writer.field("kind", text.kind)
            writer.field("name", text.name)
            writer.field("hash", text.hash)
            if withTexts { writer.field("text", text.text) }
            writer.endObject()
        }
        writer.endArray()
    }

    private static func name(_ text: Store.Version) -> String {
        text.kind == "mapping" ? "mapping \(text.name)" : text.name
    }

    /// Files may hold tabs and carriage returns; other control characters are shown.
    private static func escapingText(_ line: Substring) -> String {
        line.split(separator: "\t", omittingEmptySubsequences: false).map { piece in
            piece.hasSuffix("\r") ? escapingControls(String(piece.dropLast())) + "\r" : escapingControls(String(piece))
        }.joined(separator: "\t")
    }
}
