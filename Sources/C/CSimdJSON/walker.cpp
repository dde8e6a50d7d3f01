#include "walker.h"

void Walker::run(const uint32_t *tokens, uint32_t count, size_t base) {
    tokens_ = tokens;
    count_ = count;
    base_ = base;
    if (at_end()) {
        fail(csj_empty, bytes_.source_length(), true);
        return;
    }
    if (!value({0, 0})) { return; }
    while (depth_ > 0) {
        if (!child()) { return; }
    }
    if (!at_end()) { fail(csj_trailing_content, here()); }
}

bool Walker::fail(csj_code why, size_t where, bool cut) {
    code = why;
    offset = where;
    truncated = cut;
    return false;
}

/// Where the token that starts here ends: what lies between it and the next token is white space.
size_t Walker::token_end() const {
    size_t end = index_ + 1 < count_ ? base_ + tokens_[index_ + 1] : bytes_.source_length();
    const uint8_t *p = bytes_.data();
    while (end > here() + 1 && (p[end - 1] == ' ' || p[end - 1] == '\n' || p[end - 1] == '\r' || p[end - 1] == '\t')) {
        end--;
    }
    return end;
}

bool Walker::add(csj_kind kind, Slice key, Slice raw, Slice text) {
    csj_node node = {raw.start, raw.length, text.start, text.length, key.start, key.length, nodes_.count() + 1, kind};
    csj_code outcome = nodes_.add(node);
    return outcome == csj_ok ? true : fail(outcome, raw.start);
}

bool Walker::value(Slice key) {
    if (at_end()) { return ended(); }
    switch (byte()) {
        case '{': return open(csj_object, key);
        case '[': return open(csj_array, key);
        case '"': return string(key);
        case 't': return literal(csj_true, "true", key);
        case 'f': return literal(csj_false, "false", key);
        case 'n': return literal(csj_null, "null", key);
        case '-': case '0': case '1': case '2': case '3': case '4':
        case '5': case '6': case '7': case '8': case '9': return number(key);
        default: return fail(csj_expected_value, here());
    }
}

bool Walker::open(csj_kind kind, Slice key) {
    uint32_t start = uint32_t(here());
    if (depth_ >= max_depth_) { return fail(csj_too_deep, start); }
    stack_[depth_++] = nodes_.count();
    index_++;
    return add(kind, key, {start, 1}, {start, 0});
}

bool Walker::close() {
    csj_node &top = nodes_[stack_[--depth_]];
    top.raw_length = uint32_t(here()) + 1 - top.raw;
    top.next = nodes_.count();
    index_++;
    return true;
}

/// The next child of the innermost container, or its end.
bool Walker::child() {
    if (at_end()) { return ended(); }
    csj_node &top = nodes_[stack_[depth_ - 1]];
    bool object = top.kind == csj_object;
    if (byte() == (object ? '}' : ']')) { return close(); }
    if (top.text_length > 0) {
        if (byte() != ',') { return fail(csj_expected_comma, here()); }
        index_++;
    }
    top.text_length++;
    Slice key = {0, 0};
    if (object && !member(key)) { return false; }
    return value(key);
}

bool Walker::member(Slice &key) {
    if (at_end()) { return ended(); }
    if (byte() != '"') { return fail(csj_expected_key, here()); }
    if (!string_text(key)) { return false; }
    index_++;
    if (at_end()) { return ended(); }
    if (byte() != ':') { return fail(csj_expected_colon, here()); }
    index_++;
    return true;
}

/// The text of the string token here: a slice of the source, or of what is appended to it when there are escapes.
bool Walker::string_text(Slice &text) {
    size_t start = here() + 1, end = token_end();
    if (end <= start || bytes_.data()[end - 1] != '"') { return fail(csj_unclosed_string, here(), true); }
    end--;
    text = {uint32_t(start), uint32_t(end - start)};
    if (!memchr(bytes_.data() + start, '\\', end - start)) { return true; }
    if (!bytes_.reserve_text()) { return fail(csj_out_of_memory, here()); }
    size_t at = bytes_.length();
    size_t stopped = Unescaper(bytes_, end).run(start);
    if (stopped != end) { return fail(csj_bad_escape, stopped); }
    text = {uint32_t(at), uint32_t(bytes_.length() - at)};
    return true;
}

bool Walker::string(Slice key) {
    Slice text;
    if (!string_text(text)) { return false; }
    uint32_t start = uint32_t(here());
    uint32_t length = uint32_t(token_end()) - start;
    index_++;
    return add(csj_string, key, {start, length}, text);
}

bool Walker::number(Slice key) {
    size_t end = token_end();
    const uint8_t *p = bytes_.data();
    return scalar(csj_number, key, number_fit(p + here(), p + end), csj_bad_number, end);
}

bool Walker::literal(csj_kind kind, const char *text, Slice key) {
    size_t end = token_end();
    return scalar(kind, key, literal_fit(bytes_.data() + here(), end - here(), text), csj_bad_literal, end);
}

bool Walker::scalar(csj_kind kind, Slice key, Fit fit, csj_code why, size_t end) {
    size_t start = here();
    bool cut = fit == Fit::beginning && end == bytes_.source_length();
    if (fit != Fit::whole) { return fail(why, start, cut); }
    Slice slice = {uint32_t(start), uint32_t(end - start)};
    index_++;
    return add(kind, key, slice, slice);
}
