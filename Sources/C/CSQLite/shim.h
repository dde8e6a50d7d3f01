#pragma once
#include <sqlite3.h>

// SQLITE_STATIC and SQLITE_TRANSIENT are casts of integers to function pointers, which Swift does not import.
// A null pointer would bind NULL: an empty buffer means an empty text or blob here.

static inline int csqlite_bind_text_static(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_STATIC, SQLITE_UTF8);
}

static inline int csqlite_bind_text_copy(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob_static(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_STATIC);
}

static inline int csqlite_bind_blob_copy(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

// sqlite3_config is variadic too. Off: a count of the memory in use, for which every allocation takes one global lock.
// Without effect once SQLite has been used in the process.
static inline void csqlite_forgo_memory_statistics(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// sqlite3_db_config is variadic. Off: a misspelt "column" in double quotes is an error, not a text.
static inline void csqlite_refuse_double_quoted_text(sqlite3 *database) {
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
}

// The methods of a file are pointers to functions in a structure that SQLite gives out, and the index is shared with
// other processes. Null where the database is not in WAL mode, or was not read yet.
static inline const void *csqlite_wal_index(sqlite3 *database) {
    sqlite3_file *file = 0;
    volatile void *region = 0;
    if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK) return 0;
    if (!file || !file->pMethods || file->pMethods->iVersion < 2 || !file->pMethods->xShmMap) return 0;
    if (file->pMethods->xShmMap(file, 0, 32768, 0, &region) != SQLITE_OK) return 0;
    return (const void *)region;
}

// The index's head, both of its copies, as it is now; what other processors wrote before is seen after.
static inline void csqlite_wal_mark(const void *index, void *mark) {
    const volatile sqlite3_uint64 *from = (const volatile sqlite3_uint64 *)index;
    sqlite3_uint64 *to = (sqlite3_uint64 *)mark;
    for (int i = 0; i < 12; i++) to[i] = from[i];
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
}
