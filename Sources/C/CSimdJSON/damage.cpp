#include "damage.h"

namespace {

/// The length of the UTF-8 sequence at `p` (RFC 3629), 0 when it is wrong, -1 when the input ends inside it.
int sequence_length(const uint8_t *p, size_t left) {
    uint8_t lead = p[0];
    if (lead < 0x80) { return 1; }
    if (lead < 0xC2 || lead > 0xF4) { return 0; }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (int i = 1; i < length; i++) {
        if (size_t(i) >= left) { return -1; }
        uint8_t low = 0x80, high = 0xBF;
        if (i == 1 && lead == 0xE0) { low = 0xA0; }
        if (i == 1 && lead == 0xED) { high = 0x9F; }
        if (i == 1 && lead == 0xF0) { low = 0x90; }
        if (i == 1 && lead == 0xF4) { high = 0x8F; }
        if (p[i] < low || p[i] > high) { return 0; }
    }
    return length;
}

}  // namespace

Damage find_damage(const uint8_t *bytes, size_t from, size_t length) {
    bool in_string = false;
    size_t quote = from;
    for (size_t i = from; i < length;) {
        uint8_t byte = bytes[i];
        int step = sequence_length(bytes + i, length - i);
        if (step == 0) { return {csj_bad_utf8, i, false}; }
        if (step < 0) { return {csj_unexpected_end, i, true}; }
        if (in_string && byte < 0x20) { return {csj_control_character, i, false}; }
        if (byte == '"') {
            in_string = !in_string;
            quote = i;
        }
        bool escapes = in_string && byte == '\\' && i + 1 < length && (bytes[i + 1] == '"' || bytes[i + 1] == '\\');
        i += escapes ? 2 : size_t(step);
    }
    if (in_string) { return {csj_unclosed_string, quote, true}; }
    return {csj_expected_value, from, false};
}
