/// What the source paths of a mapping are written in; the connector's format decides it.
public enum PathKind: String, Sendable, CaseIterable {
    /// `$.a.b[0]`, the singular queries of RFC 9535.
    case json
    /// Names of columns: CSV, spreadsheets, database rows.
    case columns
    /// XPath 1.0.
    case xml
}
