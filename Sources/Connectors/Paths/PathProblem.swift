import JSON

/// Why a path cannot be, and how it is written.
struct PathProblem: Equatable {
    var message: String
    var help: String
}

/// Why `text` cannot be a path into records of `format`; nil when it can.
///
/// A path leads to one value of a record; with `isList` it names the list of a mapping's children. Column names are
/// checked against the header when there is one: that is at the first page.
public func validatePath(_ text: String, for format: RecordFormat, isList: Bool = false) -> String? {
    pathProblem(text, for: format, isList: isList)?.message
}

func pathProblem(_ text: String, for format: RecordFormat, isList: Bool = false) -> PathProblem? {
    switch format {
    case .json: jsonProblem(text, isList: isList)
    case .xml(let namespaces): xmlProblem(text, namespaces: namespaces)
    case .table: tableProblem(text, isList: isList)
    }
}

private func jsonProblem(_ text: String, isList: Bool) -> PathProblem? {
    let help = "a JSONPath is written like `$.name`, `$['名 称']` or `$.list[0].name`"
    do throws(JSONPathError) {
        let path = try JSONPath(text)
        if path.isSingular || isList { return nil }
        return PathProblem(
            message: "`\(text)` leads to many values", help: "lists are mapped with `each:`, or take `[0]`")
    } catch {
        return PathProblem(message: "`\(text)` is no JSONPath: \(error.description)", help: help)
    }
}

private func tableProblem(_ text: String, isList: Bool) -> PathProblem? {
    if isList {
        return PathProblem(
            message: "a row of a table has no lists in it", help: "delete `each:`; map the columns themselves")
    }
    if ColumnPath.name(text) != nil { return nil }
    return PathProblem(
        message: "`\(text)` is no column", help: "write the column's name, `$.name`, or `$['名 称']`")
}
