#include <sql.h>
#include <sqlext.h>
#include <stdint.h>

// Attributes that are numbers travel in a pointer parameter; Swift cannot write that cast for 0.

static inline SQLRETURN codbc_set_environment_number(SQLHENV environment, SQLINTEGER attribute, uintptr_t value) {
    return SQLSetEnvAttr(environment, attribute, (SQLPOINTER)value, 0);
}

static inline SQLRETURN codbc_set_connection_number(SQLHDBC connection, SQLINTEGER attribute, uintptr_t value) {
    return SQLSetConnectAttr(connection, attribute, (SQLPOINTER)value, SQL_IS_UINTEGER);
}

static inline SQLRETURN codbc_set_statement_number(SQLHSTMT statement, SQLINTEGER attribute, uintptr_t value) {
    return SQLSetStmtAttr(statement, attribute, (SQLPOINTER)value, SQL_IS_UINTEGER);
}
