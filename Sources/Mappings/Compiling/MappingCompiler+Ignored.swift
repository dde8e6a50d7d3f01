import Diagnostics
import Model

extension MappingCompiler {
    /// `ignore:` names what the source has and the mapping leaves out on purpose, each path once and seen from the record.
    /// A path that the mapping uses is not left out.
    func checkIgnored() {
        let used = usedPaths()
        var seen: Set<String> = []
        for written in syntax.ignored {
            guard let path = checked(written) else { continue }
            if !seen.insert(path).inserted {
                written.report(.duplicateName, "`\(written.text.prefix(80))` stands twice under `ignore:`")
            }
            if used.contains(path) {
                written.report(
                    .conflictingKeys, "`\(written.text.prefix(80))` is used by this mapping and left out",
                    help: "delete the line")
            }
        }
    }

    /// The path as shapes write it; nil after reporting that it is none.
    private func checked(_ written: Written) -> String? {
        guard shape.kind == .json else { return written.text }
        guard written.text.hasPrefix("$") else {
            written.report(
                .badPath, "`\(written.text.prefix(80))` is not a path of JSON",
                help: "write `$.\(written.text.prefix(80))`")
            return nil
        }
        // A list is named as `each:` names it; for the rest it is a path like any other.
        let scalars = Array(written.text.replacing("[*]", with: "").unicodeScalars)
        var scanner = SourcePathScanner(scalars)
        if (try? scanner.path()) != nil, scanner.position == scalars.count { return written.text }
        written.report(
            .badPath, "`\(written.text.prefix(80))` is not a path",
            help: "write `$.name`, `$['any name']`, and `$.list[*].name` for what lists hold")
        return nil
    }

    /// The paths of the shape, all seen from the record.
    private func usedPaths() -> Set<String> {
        let scopes = shape.shape.scopes
        var prefixes: [String] = []
        var used: Set<String> = []
        for scope in scopes {
            let outer = scope.parent.map { prefixes[$0] } ?? ""
            let prefix = scope.each.map { joined(outer, $0) } ?? ""
            prefixes.append(prefix)
            used.formUnion(scope.paths.map { joined(prefix, $0) })
        }
        return used
    }

    private func joined(_ prefix: String, _ path: String) -> String {
        if prefix.isEmpty { return path }
        return shape.kind == .json ? prefix + path.dropFirst() : prefix + "/" + path
    }
}
