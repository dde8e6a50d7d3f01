#pragma once

#include "storage.h"
#include "strings.h"

/// Turns simdjson's structural indexes into nodes.
///
/// simdjson's own second stage turns numbers into doubles and refuses integers over 64 bits, and its tape does not know
/// where a value lies in the source. So only the first stage (the vectorised one: where every token starts, whether the
/// text is UTF-8) is simdjson's. For `{"a": 12}` it gives the offsets of { " : 1 }, and a token ends where
/// the white space before the next one starts. No recursion: hostile depth costs nothing but the limit's error.
class Walker {
public:
    Walker(Bytes &bytes, Nodes &nodes, uint32_t *stack, uint32_t max_depth)
        : bytes_(bytes), nodes_(nodes), stack_(stack), max_depth_(max_depth) {}

    void run(const uint32_t *tokens, uint32_t count, size_t base);

    csj_code code = csj_ok;
    size_t offset = 0;
    bool truncated = false;

private:
    struct Slice { uint32_t start, length; };

    bool at_end() const { return index_ >= count_; }
    size_t here() const { return base_ + tokens_[index_]; }
    uint8_t byte() const { return bytes_.data()[here()]; }

    bool fail(csj_code why, size_t where, bool cut = false);
    bool ended() { return fail(csj_unexpected_end, bytes_.source_length(), true); }
    size_t token_end() const;
    bool add(csj_kind kind, Slice key, Slice raw, Slice text);

    bool value(Slice key);
    bool open(csj_kind kind, Slice key);
    bool close();
    bool child();
    bool member(Slice &key);
    bool string_text(Slice &text);
    bool string(Slice key);
    bool number(Slice key);
    bool literal(csj_kind kind, const char *text, Slice key);
    bool scalar(csj_kind kind, Slice key, Fit fit, csj_code why, size_t end);

    Bytes &bytes_;
    Nodes &nodes_;
    uint32_t *stack_;
    uint32_t max_depth_, depth_ = 0;
    const uint32_t *tokens_ = nullptr;
    uint32_t count_ = 0, index_ = 0;
    size_t base_ = 0;
};
