/// Words that the commands on the access log share.
enum AuditText {
    /// Whose a row is.
    static func consumer(_ name: String) -> String {
        switch name {
        case "": "nobody known"
        case "*": "the whole log"
        default: name
        }
    }
}
