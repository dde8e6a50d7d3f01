import JSON
import Model

/// `each:` of JSON: where the items of a scope lie.
///
/// `$.list[*]` and `$.list` mean the same: the items of the list, or the one object. A text in its place is no list: vendors send a list
/// as text after an update, and what was in it must not seem to be gone.
struct ScopeList {
    /// The way to the list; with wildcards inside, to the items themselves.
    let path: JSONPath

    init(_ text: String) throws(ConnectorError) {
        let list = try JSONShape.path(text.hasSuffix("[*]") ? String(text.dropLast(3)) : text)
        path = list.isSingular ? list : try JSONShape.path(text)
    }
}

/// A record shape compiled for JSON.
struct JSONShape {
    struct Scope {
        var paths: [JSONPath]
        var each: ScopeList?
        /// The scopes that lie directly in this one.
        var children: [Int]
    }

    let scopes: [Scope]

    init(_ shape: RecordShape) throws(ConnectorError) {
        var scopes: [Scope] = []
        for (index, scope) in shape.scopes.enumerated() {
            var paths: [JSONPath] = []
            for path in scope.paths { paths.append(try Self.path(path)) }
            let each = if let text = scope.each { try ScopeList(text) } else { ScopeList?.none }
            scopes.append(Scope(paths: paths, each: each, children: []))
            if let parent = scope.parent { scopes[parent].children.append(index) }
        }
        self.scopes = scopes
    }

    /// The members of a record that are asked for, wholly or in part; nil when the whole record is.
    var members: Set<String>? {
        let own = scopes.first?.paths ?? []
        let lists = scopes.first?.children.compactMap { scopes[$0].each?.path } ?? []
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
