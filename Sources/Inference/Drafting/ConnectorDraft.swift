/// A draft of `connectors/NAME.yaml` for files like a sample.
public struct ConnectorDraft: Sendable {
    /// The file's text.
    public let text: String

    /// Drafts a connector.
    ///
    /// - Parameters:
    ///   - folder: the folder of the files: absolute, or from the hub directory.
    ///   - pattern: which of them.
    ///   - identity: the paths that name a record; empty when nothing was found.
    ///   - isSure: whether no two records of the sample share their identity.
    public init(
        name: String, title: String, folder: String, pattern: String, file: SampleFile, identity: [String],
        isSure: Bool
    ) {
        var lines = ["# A draft: look at the lines with guesses. `envhub check` tells what is missing."]
        lines.append("connector: " + name)
        if title != name { lines.append("title: " + YAMLText.scalar(title)) }
        lines += ["kind: files", "files:", "  folder: " + YAMLText.scalar(folder)]
        lines.append(
            "  pattern: " + YAMLText.scalar(pattern) + "  # the sample; a * stands for what changes, as in 台账-*.csv")
        lines.append("  format: " + file.format)
        if let delimiter = file.delimiter { lines.append("csv: { delimiter: \"\(delimiter)\" }") }
        if let records = file.records { lines.append("records: " + YAMLText.scalar(records)) }
        lines.append(Self.identity(identity, isSure))
        lines.append("timezone: Asia/Shanghai  # guess 0.80: of times without a zone")
        lines += ["sync:", "  mode: snapshot  # guess 0.60: the files always hold everything"]
        lines.append("  deletes: none  # guess 0.50: `snapshot` deletes what the files hold no more")
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func identity(_ paths: [String], _ isSure: Bool) -> String {
        guard !paths.isEmpty else {
            return "# identity:  # fill in: the fields that name a record; no three tell all apart"
        }
        let list = paths.map(YAMLText.scalar)
        let written = list.count == 1 ? list[0] : "[" + list.joined(separator: ", ") + "]"
        let reason =
            isSure ? "guess 0.80: tells all records of the sample apart" : "guess 0.30: does not tell all apart"
        return "identity: \(written)  # \(reason)"
    }
}
