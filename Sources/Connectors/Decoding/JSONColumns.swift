import Model

/// Rows of a table kept as JSON objects of their columns.
enum JSONColumns {
    /// The shape of rows as one of such objects.
    static func shape(_ shape: RecordShape) -> RecordShape {
        var shape = shape
        for index in shape.scopes.indices {
            shape.scopes[index].paths = shape.scopes[index].paths.map { path in
                let name = ColumnPath.name(path) ?? path
                return "$[\"\(Template.Escaping.json.escaped(name))\"]"
            }
        }
        return shape
    }
}
