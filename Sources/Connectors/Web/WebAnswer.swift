import Model

/// An answer of a web service, parsed.
protocol WebAnswer {
    /// The text of a value; nil when it is missing or null.
    func value(_ path: String) throws(ConnectorError) -> String?
    /// What it says in words where it is a failure: beside the value that says so, or at its top.
    func words(beside path: String) -> String?
    /// The records in it.
    func records() throws(ConnectorError) -> RecordPage
}

/// Parses answers.
protocol WebAnswerFormat: Sendable {
    func parse(_ body: [UInt8], name: String) throws(ConnectorError) -> any WebAnswer
}

extension WebAnswer {
    /// Whether a condition holds for the answer.
    func holds(_ condition: Condition) throws(ConnectorError) -> Bool {
        var values: [String?] = []
        for path in condition.paths { values.append(try value(path)) }
        return condition.holds(values)
    }
}
