import Model

extension ExprFunction {
    /// Functions of lists. Null items count as nothing; positions count from 0.
    static let lists: [ExprFunction] = [
        ExprFunction(
            "join", [.list(.any), .text], .text, "the items of a list with a text between them",
            [#"join(["COD", "氨氮"], "、")"#: "COD、氨氮"]
        ) { (a) throws(RecordFault) in
            .text(a.list(0).filter { !$0.isNull }.map(\.shown).joined(separator: a.text(1)))
        },
        ExprFunction("count", [.list(.any)], .integer, "how many items are not null", ["count([1, null, 3])": "2"]) {
            (a) throws(RecordFault) in
            try Self.count(a.list(0).count { !$0.isNull })
        },
        ExprFunction(
            "first", [.list(.any)], .any, "the first item that is not null; null if there is none",
            [#"first(split("COD、氨氮", "、"))"#: "COD", "first([])": nil], prepare: ofItem
        ) { (a) throws(RecordFault) in
            a.list(0).first { !$0.isNull } ?? .null
        },
        ExprFunction(
            "last", [.list(.any)], .any, "the last item that is not null; null if there is none",
            [#"last(split("COD、氨氮", "、"))"#: "氨氮"], prepare: ofItem
        ) { (a) throws(RecordFault) in
            a.list(0).last { !$0.isNull } ?? .null
        },
        ExprFunction(
            "item", [.list(.any), .integer], .any, "the item at a position; null if there is none",
            [#"item(split("COD、氨氮", "、"), 1)"#: "氨氮"], prepare: ofItem
        ) { (a) throws(RecordFault) in
            let (items, index) = (a.list(0), a.integer(1))
            return items.indices.contains(index) ? items[index] : .null
        },
        ExprFunction(
            "distinct", [.list(.any)], .any, "the list without null and without items that stood before",
            [#"distinct(["a", "b", "a"])"#: "a, b"], prepare: { _, call in call.giving(call.bound[0].type) }
        ) { (a) throws(RecordFault) in
            var kept: [ExprValue] = []
            var seen: Set<String> = []
            for item in a.list(0) where !item.isNull && seen.insert(item.shown).inserted { kept.append(item) }
            return .list(kept)
        },
        ExprFunction(
            "sort", [.list(.any)], .any, "the list from the smallest item to the greatest, without null",
            ["sort([3, 1, 2])": "1, 2, 3"],
            prepare: { binder, call in
                let type = call.bound[0].type
                guard type.item.isOrdered else {
                    return binder.mismatch("`sort` needs items with an order", type.item, call.arguments[0].range)
                }
                return call.giving(type)
            }
        ) { (a) throws(RecordFault) in
            .list(a.list(0).filter { !$0.isNull }.sorted { $0.compared(to: $1).map { $0 < 0 } ?? false })
        },
        ExprFunction(
            "sum", [.numbers], variadic: true, .any, takesNull: true,
            "the sum of numbers or quantities, alone or in lists; null is left out, null if there is none",
            ["sum([1.5, null, 2])": "3.5", #"sum(map(split("1;2", ";"), x => decimal(x)))"#: "3"],
            rejects: ["sum(999999999999999999, 1000000000000000000)": "R2110"], prepare: ofNumbers
        ) { (a) throws(RecordFault) in
            let values = a.flattened
            guard var total = values.first else { return .null }
            for value in values.dropFirst() {
                let (left, right) = ([total].number(0), [value].number(0))
                total = try Self.arithmetic { () throws(DecimalFault) in try left.adding(right) }
            }
            return total
        },
        ExprFunction(
            "min", [.numbers], variadic: true, .any, takesNull: true,
            "the smallest of numbers or quantities, alone or in lists; null is left out",
            ["min(3, 1, null)": "1", "min([2.5, 2])": "2"], prepare: ofNumbers
        ) { (a) throws(RecordFault) in
            a.flattened.min { [$0].number(0) < [$1].number(0) } ?? .null
        },
        ExprFunction(
            "max", [.numbers], variadic: true, .any, takesNull: true,
            "the greatest of numbers or quantities, alone or in lists; null is left out",
            ["max(3, 1, null)": "3"], prepare: ofNumbers
        ) { (a) throws(RecordFault) in
            a.flattened.max { [$0].number(0) < [$1].number(0) } ?? .null
        },
    ]

    private static let ofItem: Prepare = { _, call in call.giving(call.bound[0].type.item) }

    private static let ofNumbers: Prepare = { binder, call in
        binder.joined(call).map { call.giving($0) } ?? ExpressionBinder.broken
    }
}
