import Testing

@testable import ODBC

@Suite(.enabled(if: ScratchDatabase.isAvailable, "the SQLite ODBC driver is not installed"))
struct ODBCErrorTests {
    private func failure(_ connectionString: String, _ sql: String = "SELECT 1", _ parameters: [String?] = [])
        -> ODBCError?
    {
        do throws(ODBCError) {
            _ = try ODBCConnection(connectionString, options: ODBCOptions(isReadOnly: false)).query(sql, parameters)
            return nil
        } catch {
            return error
        }
    }

    private let memory = "Driver=SQLite3;Database=:memory:"

    @Test func aMissingTableIsNamed() throws {
        let error = try #require(failure(memory, "SELECT * FROM 没有"))
        #expect(error.reason == .table)
        #expect(error.description.contains("没有"))
        #expect(error.diagnostics.first?.state.count == 5)
    }

    @Test(arguments: ["SELEC 1", "SELECT nope FROM (SELECT 1 AS a)", "SELECT ("])
    func wrongStatements(sql: String) {
        #expect(failure(memory, sql)?.reason == .statement)
    }

    @Test(arguments: [
        "DSN=there-is-none", "Driver=NoSuchDriver;Database=x", "Driver=/no/such/driver.so", "", "nonsense",
    ])
    func missingDriversAndSources(connectionString: String) throws {
        let error = try #require(failure(connectionString))
        #expect(error.reason == .driver)
        #expect(!error.description.isEmpty)
    }

    @Test func aFileThatCannotBeOpened() {
        #expect(failure("Driver=SQLite3;Database=/no/such/folder/x.sqlite", "CREATE TABLE t (a)") != nil)
    }

    @Test func tooLongAConnectionString() {
        #expect(failure(String(repeating: "x", count: 40_000))?.reason == .limit)
    }

    @Test func parametersThatAreMissing() {
        #expect(failure(memory, "SELECT ?", []) != nil)
    }

    @Test func secretsAreFoundInConnectionStrings() {
        let string = ConnectionString("DSN=a;UID=hub; PWD={a;b}}c};Password=秘密;x=1")
        #expect(string.secrets == ["a;b}c", "秘密"])
        #expect(ConnectionString("").secrets == [])
        #expect(ConnectionString("PWD=").secrets == [])
        #expect(ConnectionString("PWD={open").secrets == ["open"])
        #expect(ConnectionString("a;PWD=x").secrets == ["x"])
    }

    @Test func secretsAreHiddenInMessages() {
        #expect(ODBCError.hide("秘密", in: "login 秘密/秘密 refused") == "login ***/*** refused")
        #expect(ODBCError.hide("", in: "text") == "text")
    }

    @Test func noErrorShowsThePassword() throws {
        let error = try #require(failure("Driver=no-hunter2-driver;PWD=hunter2"))
        #expect(!error.description.contains("hunter2"))
    }

    @Test(arguments: [
        ("IM002", "x", ODBCError.Reason.driver), ("01000", "Can't open lib 'x'", .driver), ("28000", "x", .login),
        ("08001", "x", .connection), ("42S02", "x", .table), ("42000", "x", .statement), ("HYT00", "x", .timeout),
        ("HY000", "x", .other),
    ])
    func statesTellTheReason(state: String, message: String, reason: ODBCError.Reason) {
        let diagnostic = ODBCError.Diagnostic(state: state, message: message, nativeCode: 0)
        #expect(ODBCError.reason(of: [diagnostic]) == reason)
    }
}
