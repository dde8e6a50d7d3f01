#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One value of a parsed page. All positions are byte offsets into `csj_page.bytes`; Swift reads the eight words in place.
typedef struct {
    uint32_t raw;          // where the value starts in the source
    uint32_t raw_length;   // its length there: quotes and whole containers included
    uint32_t text;         // strings: where the unescaped text starts; scalars: as raw
    uint32_t text_length;  // strings and scalars: length of the text; containers: how many children
    uint32_t key;          // members: where the unescaped key starts
    uint32_t key_length;
    uint32_t next;         // index of the node after this one and everything in it
    uint32_t kind;         // csj_kind
} csj_node;

typedef enum { csj_null = 0, csj_false, csj_true, csj_number, csj_string, csj_array, csj_object } csj_kind;

typedef enum {
    csj_ok = 0,
    csj_empty,
    csj_too_long,
    csj_too_deep,
    csj_too_many_values,
    csj_out_of_memory,
    csj_bad_utf8,
    csj_control_character,
    csj_unclosed_string,
    csj_bad_escape,
    csj_bad_number,
    csj_bad_literal,
    csj_expected_value,
    csj_expected_key,
    csj_expected_colon,
    csj_expected_comma,
    csj_trailing_content,
    csj_unexpected_end,
} csj_code;

/// The outcome of a parse; the pointers stay valid until the parser's next parse.
typedef struct {
    const uint8_t *bytes;   // the source, then the text of the strings that had escapes
    size_t source_length;
    size_t bytes_length;
    const csj_node *nodes;  // in document order; the first is the root
    uint32_t node_count;
    csj_code code;
    uint32_t offset;        // of the error in the source
    bool truncated;         // the source is the beginning of something that could be valid
} csj_page;

typedef struct csj_parser csj_parser;

csj_parser *csj_create(size_t max_bytes, uint32_t max_depth, uint32_t max_nodes);
void csj_destroy(csj_parser *parser);
csj_page csj_parse(csj_parser *parser, const uint8_t *bytes, size_t length);

bool csj_valid_utf8(const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
