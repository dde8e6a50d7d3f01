import Foundation

extension SecretReference {
    /// The largest secret in bytes: keys and certificates fit.
    static let longest = 1 << 20

    /// Fetches the secret now, so that a rotated one is taken up by the next run.
    ///
    /// - Throws: a `settings` error that names the reference, never a value.
    func resolve(in environment: ConnectorEnvironment) async throws(ConnectorError) -> Secret {
        let text: String?
        switch self {
        case .file(let path): text = Self.text(ofFile: environment.path(path))
        case .environment(let name): text = environment.variables[name]
        case .command(let line): text = await ShellCommand.output(of: line, in: environment.hubDirectory)
        }
        guard let text = text?.trimmingLineBreak, !text.isEmpty else {
            throw ConnectorError(
                .settings, code: "secret_missing",
                message:
                    "the secret `\(self)` cannot be read, is empty or has more than 1 MB; check the name, the rights, and that the "
                    + "hub runs as the user who may read it")
        }
        return Secret(text)
    }

    private static func text(ofFile path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        // One byte more would say that the rest is missing, and half a table of keys is worse than none.
        guard let data = try? handle.read(upToCount: longest + 1), data.count <= longest else { return nil }
        return String(data: data, encoding: .utf8)
    }
}

extension String {
    fileprivate var trimmingLineBreak: String {
        var text = self[...]
        while let last = text.last, last.isNewline { text.removeLast() }
        return String(text)
    }
}
