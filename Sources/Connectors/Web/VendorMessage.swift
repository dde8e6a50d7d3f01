import JSON

/// What an answer that is a failure says in words, beside the value that says so.
enum VendorMessage {
    /// The members that hold such words, in lower case.
    static let names = [
        "msg", "message", "errmsg", "errormsg", "errormessage", "error_msg", "err_msg", "error_message", "resultmsg",
        "returnmsg", "retmsg", "resultmessage", "error", "error_description", "消息", "信息", "错误", "错误信息", "提示", "提示信息",
        "返回信息", "结果描述",
    ]

    /// The longest message in characters.
    private static let longest = 100
    /// How much is shown of an answer that is no JSON.
    private static let longestStart = 60

    /// The words of a document: beside what `path` leads to, at the top, or in an object `error` there.
    static func found(in document: JSONDocument, beside path: String) -> String? {
        var places: [JSONNode] = []
        if let parent = parent(of: path), let node = (try? JSONPath(parent))?.select(document) { places.append(node) }
        places.append(.root)
        if let error = document.kind(of: .root) == .object ? document.member("error", of: .root) : nil {
            places.append(error)
        }
        return places.lazy.compactMap { words(of: $0, in: document) }.first
    }

    /// How a message shows the words that were found.
    static func told(_ words: String?) -> String {
        guard let words = words?.trimmingBlanks, !words.isEmpty else { return "" }
        return "; it says \"\(Excerpt.of(words, atMost: longest))\""
    }

    /// The beginning of an answer, as text.
    static func text(_ body: [UInt8]) -> String { String(decoding: body.prefix(4_096), as: UTF8.self) }

    /// How a message shows the beginning of an answer that is no JSON at all, such as the page of a gateway; nil of one that
    /// begins like JSON: it may hold values of records.
    static func start(of text: String) -> String? {
        let start = text.trimmingBlanks
        guard let first = start.first, first != "{", first != "[" else { return nil }
        return "; it begins with \"\(Excerpt.of(start, atMost: longestStart))\""
    }

    private static func words(of node: JSONNode, in document: JSONDocument) -> String? {
        guard document.kind(of: node) == .object else { return nil }
        var found: [String: String] = [:]
        for member in document.children(of: node) where document.kind(of: member) == .string {
            let text = document.string(of: document.text(of: member)).trimmingBlanks
            if !text.isEmpty { found[document.string(of: document.key(of: member)).lowercased()] = text }
        }
        return names.lazy.compactMap { found[$0] }.first
    }

    /// The path of the object that the value is in; nil when it is in none.
    private static func parent(of path: String) -> String? {
        let end = path.hasSuffix("]") ? path.lastIndex(of: "[") : path.lastIndex(of: ".")
        return end.map { String(path[..<$0]) }
    }
}
