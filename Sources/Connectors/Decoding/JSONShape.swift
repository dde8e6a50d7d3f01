import JSON
import Model

/// A record shape compiled for JSON.
struct JSONShape {
    struct Scope {
        var paths: [JSONPath]
        var each: JSONPath?
        /// The scopes that lie directly in this one.
        var children: [Int]
    }

    let scopes: [Scope]

    init(_ shape: RecordShape) throws(ConnectorError) {
        var scopes: [Scope] = []
        for (index, scope) in shape.scopes.enumerated() {
            var paths: [JSONPath] = []
            for path in scope.paths { paths.append(try Self.path(path)) }
            let each: JSONPath? = if let text = scope.each { try Self.path(text) } else { nil }
            scopes.append(Scope(paths: paths, each: each, children: []))
            if let parent = scope.parent { scopes[parent].children.append(index) }
        }
        self.scopes = scopes
    }

    /// The members of a record that are asked for, wholly or in part; nil when the whole record is.
    var members: Set<String>? {
        let own = scopes.first?.paths ?? []
        let lists = scopes.first?.children.compactMap { scopes[$0].each } ?? []
        let names = (own + lists).map(\.firstName)
        return names.contains(nil) ? nil : Set(names.compactMap { $0 })
    }

    static func path(_ text: String) throws(ConnectorError) -> JSONPath {
        do throws(JSONPathError) { return try JSONPath(text) } catch {
            throw ConnectorError(
                .settings, code: "bad_path", message: "`\(text)` is no JSONPath: \(error.description)")
        }
    }
}
