import CYAML

/// An event of libyaml, copied out of its memory.
struct Event {
    enum Kind {
        case scalar(String, YAMLScalarStyle)
        case alias
        case sequenceStart(flow: Bool)
        case mappingStart(flow: Bool)
        case collectionEnd
        case documentStart
        case documentEnd
        case streamEnd
        case other
    }

    let kind: Kind
    let range: YAMLRange
    /// Whether the node carries an anchor (`&a`).
    var anchored = false
    /// Whether the node carries a tag (`!!str`).
    var tagged = false
}

/// The events of a text, one by one. The C type is `yaml_parser_t`.
@safe final class EventStream {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    let lines: LineIndex
    /// Where the last event began.
    private var last: YAMLMark?

    init(_ bytes: [UInt8], lines: LineIndex) {
        self.lines = lines
        let text = bytes.dropFirst(lines.markLength)
        unsafe input = .allocate(capacity: text.count)
        _ = unsafe input.initialize(from: text)
        unsafe parser = .allocate(capacity: 1)
        unsafe yaml_parser_initialize(parser)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event. The C function is `yaml_parser_parse`.
    func next() throws(YAMLProblem) -> Event {
        var raw = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw syntaxProblem() }
        defer { unsafe yaml_event_delete(&raw) }
        let start = unsafe mark(raw.start_mark)
        last = start
        let range = unsafe YAMLRange(start: start, end: mark(raw.end_mark))
        return unsafe Self.event(raw, range)
    }

    private func mark(_ mark: yaml_mark_t) -> YAMLMark {
        lines.mark(line: mark.line, column: mark.column, from: last)
    }

    private static func event(_ raw: yaml_event_t, _ range: YAMLRange) -> Event {
        switch unsafe raw.type {
        case YAML_SCALAR_EVENT: return unsafe scalar(raw.data.scalar, range)
        case YAML_ALIAS_EVENT: return Event(kind: .alias, range: range)
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe raw.data.sequence_start
            let flow = unsafe start.style == YAML_FLOW_SEQUENCE_STYLE
            return unsafe Event(
                kind: .sequenceStart(flow: flow), range: range, anchored: start.anchor != nil, tagged: start.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let start = unsafe raw.data.mapping_start
            let flow = unsafe start.style == YAML_FLOW_MAPPING_STYLE
            return unsafe Event(
                kind: .mappingStart(flow: flow), range: range, anchored: start.anchor != nil, tagged: start.tag != nil)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return Event(kind: .collectionEnd, range: range)
        case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, range: range)
        case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, range: range)
        case YAML_STREAM_END_EVENT: return Event(kind: .streamEnd, range: range)
        default: return Event(kind: .other, range: range)
        }
    }

    private static func scalar(_ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, _ range: YAMLRange)
        -> Event
    {
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        let style: YAMLScalarStyle
        switch unsafe scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: style = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: style = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: style = .literal
        case YAML_FOLDED_SCALAR_STYLE: style = .folded
        default: style = .plain
        }
        return unsafe Event(
            kind: .scalar(text, style), range: range, anchored: scalar.anchor != nil, tagged: scalar.tag != nil)
    }
}

extension EventStream {
    /// What libyaml complained of, at its place, in words for an admin.
    private func syntaxProblem() -> YAMLProblem {
        let told = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not readable"
        if unsafe parser.pointee.error == YAML_READER_ERROR {
            let place = unsafe lines.mark(offset: parser.pointee.problem_offset + lines.markLength)
            let range = YAMLRange(start: place, end: place)
            return YAMLProblem(
                .syntax, "not UTF-8 text: \(told)", at: range,
                help: "save the file as UTF-8; control characters are written as escapes in double quotes")
        }
        let place = unsafe mark(parser.pointee.problem_mark)
        let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
        let hint = SyntaxHint(told: told, byte: lines.byte(at: place))
        let start = unsafe mark(parser.pointee.context_mark)
        let related = context == nil ? nil : YAMLRange(start: start, end: start)
        return YAMLProblem(
            .syntax, hint.message, at: YAMLRange(start: place, end: place),
            related: start == place ? nil : related, help: hint.help)
    }
}
