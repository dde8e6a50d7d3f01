import Testing

@testable import Connectors

@Suite struct DatabaseStatementTests {
    private let table = DatabaseRule(connection: Template(""), base: .table("a.b"))

    private func statement(
        _ rule: DatabaseRule, _ cursor: String? = "t", from: String? = "5", last: [String] = [], texts: Bool = false
    ) -> DatabaseStatement {
        DatabaseStatement(
            DatabaseStart(rule: rule, cursor: cursor, from: from, last: last),
            cursor: cursor.map { CursorColumn(name: $0, holdsTexts: texts) })
    }

    private var keyed: DatabaseRule {
        var rule = table
        rule.key = "k"
        return rule
    }

    @Test func asksFromTheCursor() {
        #expect(statement(table, nil, from: nil).sql == "SELECT * FROM a.b")
        #expect(
            statement(table)
                == DatabaseStatement(sql: "SELECT * FROM a.b WHERE (t >= ? OR t IS NULL) ORDER BY t", parameters: ["5"])
        )
    }

    @Test func goesOnBehindTheLastRow() {
        let order = " ORDER BY CASE WHEN t IS NULL THEN 0 ELSE 1 END, t, k"
        #expect(
            statement(keyed, last: ["6", "7"])
                == DatabaseStatement(
                    sql: "SELECT * FROM a.b WHERE (t > ? OR (t = ? AND k > ?))" + order, parameters: ["6", "6", "7"]))
        #expect(
            statement(keyed, last: ["7"])
                == DatabaseStatement(
                    sql: "SELECT * FROM a.b WHERE (t >= ? OR (t IS NULL AND k > ?))" + order, parameters: ["5", "7"]))
        #expect(
            statement(keyed, from: nil, last: ["7"])
                == DatabaseStatement(
                    sql: "SELECT * FROM a.b WHERE (t IS NOT NULL OR k > ?)" + order, parameters: ["7"]))
    }

    @Test func takesAnEmptyTextForNoValue() {
        let blank = "(LTRIM(RTRIM(t)) IS NULL OR LTRIM(RTRIM(t)) = '')"
        let rank = "CASE WHEN \(blank) THEN 0 ELSE 1 END"
        let order = " ORDER BY \(rank), CASE WHEN \(blank) THEN NULL ELSE t END, k"
        #expect(statement(table, texts: true).sql == "SELECT * FROM a.b WHERE (t >= ? OR \(blank)) ORDER BY t")
        for last in [["7"], [" ", "7"]] {
            #expect(
                statement(keyed, last: last, texts: true)
                    == DatabaseStatement(
                        sql: "SELECT * FROM a.b WHERE (t >= ? OR (\(blank) AND k > ?))" + order, parameters: ["5", "7"])
            )
            #expect(
                statement(keyed, from: nil, last: last, texts: true)
                    == DatabaseStatement(
                        sql: "SELECT * FROM a.b WHERE (\(rank) = 1 OR k > ?)" + order, parameters: ["7"]))
        }
    }

    /// A moment that is compared with an empty text is an error for some databases.
    @Test func asksForTheColumnsTypeWhereItMatters() {
        #expect(DatabaseStart(rule: table, cursor: "t", from: "5").probe == "SELECT t FROM a.b WHERE 1 = 0")
        #expect(DatabaseStart(rule: keyed, cursor: "t").probe == "SELECT t FROM a.b WHERE 1 = 0")
        #expect(DatabaseStart(rule: table, cursor: "t").probe == nil)
        #expect(DatabaseStart(rule: table).probe == nil)
        let query = DatabaseRule(connection: Template(""), base: .query("SELECT 1 WHERE t >= ?"))
        #expect(DatabaseStart(rule: query, cursor: "t", from: "5").probe == nil)
    }

    @Test func keepsAQueryWhole() {
        var rule = DatabaseRule(connection: Template(""), base: .query("SELECT '?' FROM x WHERE t >= ?"))
        rule.key = "k"
        #expect(
            statement(rule, nil, last: ["7"])
                == DatabaseStatement(
                    sql: "SELECT * FROM (SELECT '?' FROM x WHERE t >= ?) q WHERE k > ? ORDER BY k",
                    parameters: ["5", "7"]))
    }
}
