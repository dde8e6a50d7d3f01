import Model

/// That the records speak of an entity: its fields, what no field of the source was found for, and the lists below it.
struct EntityGuess: Sendable {
    let entity: EntitySchema
    /// Where its rows come from: the record itself, or a list in it.
    var each = ""
    /// How surely it is this entity.
    var score: Double
    var guesses: [FieldGuess]
    var point: PointGuess?
    /// Fields of the record above that it takes, as the mapping writes their paths.
    var above: [(guess: FieldGuess, path: String)] = []
    var children: [EntityGuess] = []
    /// Beside it, a measured value in each of many columns.
    var wide: WideGuess?

    /// The fields that must have a value and have none.
    var missing: [FieldSchema] {
        entity.fields.filter { field in
            (field.isRequired || entity.key.contains(field.name))
                && !guesses.contains { $0.target.name == field.name }
                && !above.contains { $0.guess.target.name == field.name }
        }
    }

    /// The paths of the source that are used, in its own list.
    var paths: Set<String> {
        var paths = Set(guesses.map(\.source.path))
        if let point { paths.formUnion([point.longitude.path, point.latitude.path]) }
        return paths
    }
}
