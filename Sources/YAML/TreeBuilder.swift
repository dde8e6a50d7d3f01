/// Builds the tree from events; recursion is bounded by the depth limit.
struct TreeBuilder {
    let events: EventStream
    let limits: YAMLLimits
    private(set) var problems: [YAMLProblem] = []
    private var nodes = 0

    init(events: EventStream, limits: YAMLLimits) {
        self.events = events
        self.limits = limits
    }

    /// The first document's tree; a second document is a problem.
    mutating func document() -> YAMLNode? {
        var root: YAMLNode?
        do {
            while true {
                let event = try events.next()
                switch event.kind {
                case .streamEnd: return root
                case .documentStart where root != nil:
                    problems.append(
                        YAMLProblem(
                            .unsupported, "a second document in one file", at: event.range,
                            help: "put it in a file of its own"))
                    return root
                case .documentStart, .documentEnd, .other: continue
                default: root = try node(event, depth: 0)
                }
            }
        } catch {
            problems.append(error)
            return root
        }
    }

    private mutating func node(_ event: Event, depth: Int) throws(YAMLProblem) -> YAMLNode {
        try admit(event, depth: depth)
        switch event.kind {
        case .scalar(let text, let style):
            return YAMLNode(content: .scalar(text, style), range: event.range)
        case .sequenceStart(let flow):
            return try sequence(event.range, flow: flow, depth: depth)
        case .mappingStart(let flow):
            return try mapping(event.range, flow: flow, depth: depth)
        default:
            return YAMLNode(content: .scalar("", .plain), range: event.range)
        }
    }

    private mutating func sequence(_ range: YAMLRange, flow: Bool, depth: Int) throws(YAMLProblem) -> YAMLNode {
        var items: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .collectionEnd = event.kind {
                let end = flow ? event.range.end : items.last?.range.end ?? range.end
                return YAMLNode(content: .sequence(items), range: YAMLRange(start: range.start, end: end))
            }
            items.append(try node(event, depth: depth + 1))
        }
    }

    private mutating func mapping(_ range: YAMLRange, flow: Bool, depth: Int) throws(YAMLProblem) -> YAMLNode {
        var entries: [YAMLEntry] = []
        var seen: [String: YAMLRange] = [:]
        while true {
            let event = try events.next()
            if case .collectionEnd = event.kind {
                let end = flow ? event.range.end : entries.last?.value.range.end ?? range.end
                return YAMLNode(content: .mapping(entries), range: YAMLRange(start: range.start, end: end))
            }
            let key = try node(event, depth: depth + 1)
            let value = try node(try events.next(), depth: depth + 1)
            guard case .scalar(let name, let style) = key.content else {
                problems.append(YAMLProblem(.unsupported, "a key must be a single text", at: key.range))
                continue
            }
            if name == "<<", style == .plain {
                let help = "write the keys out"
                problems.append(YAMLProblem(.unsupported, "merge keys are not read", at: key.range, help: help))
            } else if let first = seen[name] {
                problems.append(
                    YAMLProblem(.duplicateKey, "the key `\(name)` stands twice", at: key.range, related: first))
            } else {
                seen[name] = key.range
                entries.append(YAMLEntry(key: name, keyRange: key.range, value: value))
            }
        }
    }

    /// Counts the node against the limits and reports what is left out of YAML.
    private mutating func admit(_ event: Event, depth: Int) throws(YAMLProblem) {
        nodes += 1
        guard nodes <= limits.nodes else {
            throw YAMLProblem(.limit, "more than \(limits.nodes) values in one file", at: event.range)
        }
        guard depth <= limits.depth else {
            throw YAMLProblem(.limit, "more than \(limits.depth) levels inside one another", at: event.range)
        }
        guard problems.count < limits.problems else {
            throw YAMLProblem(.limit, "more than \(limits.problems) problems; the rest is not read", at: event.range)
        }
        let help = "write the value out where it is needed"
        if event.anchored {
            problems.append(YAMLProblem(.unsupported, "anchors (`&name`) are not read", at: event.range, help: help))
        }
        if event.tagged {
            problems.append(
                YAMLProblem(
                    .unsupported, "tags (`!name`) are not read", at: event.range,
                    help: "leave the tag out: the key decides the type; text that starts with `!` goes in quotes"))
        }
        if case .alias = event.kind {
            problems.append(YAMLProblem(.unsupported, "aliases (`*name`) are not read", at: event.range, help: help))
        }
    }
}
