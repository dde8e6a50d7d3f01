import Model

/// Compiles a filter expression on the fields of one entity.
///
///     expression  and-chain { or and-chain }
///     and-chain   condition { and condition }
///     condition   not condition | ( expression ) | field op literal | field [not] in [literals]
///                 | literal [not] in list-field | field is [not] null | bool-field
struct FilterCompiler {
    let entity: EntitySchema
    private var tokens: [FilterToken] = []
    private var at = 0
    private var nesting = 0
    var filter = RowFilter()

    init(entity: EntitySchema) { self.entity = entity }

    /// The longest expression, in code points.
    static let longest = 10_000

    mutating func compile(_ text: String) throws(FilterFault) -> RowFilter {
        guard text.unicodeScalars.count <= Self.longest else {
            throw FilterFault(kind: .syntax, message: "longer than \(Self.longest) characters", range: 0..<1)
        }
        tokens = try FilterLexer.tokens(of: text)
        try expression()
        guard current.kind == .end else { throw unexpected("`and`, `or` or the end") }
        return filter
    }

    var current: FilterToken { tokens[at] }

    mutating func advance() { at = min(at + 1, tokens.count - 1) }

    /// Passes a word or symbol if it comes next.
    mutating func pass(_ word: String) -> Bool {
        switch current.kind {
        case .name(word), .symbol(word):
            advance()
            return true
        default: return false
        }
    }

    mutating func expect(_ word: String) throws(FilterFault) {
        guard pass(word) else { throw unexpected("`\(word)`") }
    }

    func unexpected(_ wanted: String) -> FilterFault {
        FilterFault(kind: .syntax, message: "\(wanted) is expected here", range: current.range)
    }

    private mutating func expression() throws(FilterFault) {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting < RowFilter.depth / 4 else {
            throw FilterFault(kind: .syntax, message: "too deeply nested", range: current.range)
        }
        try conjunction()
        while pass("or") {
            try conjunction()
            filter.operations.append(.or)
        }
    }

    private mutating func conjunction() throws(FilterFault) {
        try condition()
        while pass("and") {
            try condition()
            filter.operations.append(.and)
        }
    }

    private mutating func condition() throws(FilterFault) {
        var isNegated = false
        while pass("not") { isNegated.toggle() }
        if pass("(") {
            try expression()
            try expect(")")
        } else if case .name(let name) = current.kind {
            try fieldCondition(name)
        } else {
            try memberCondition()
        }
        if isNegated { filter.operations.append(.not) }
    }
}
