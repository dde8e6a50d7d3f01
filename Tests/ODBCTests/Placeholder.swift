import Testing

@testable import ODBC
