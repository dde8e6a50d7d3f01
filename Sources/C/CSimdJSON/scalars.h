#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "csimdjson.h"
#include "storage.h"

/// Whether a token is whole, wrong, or the beginning of a right one.
enum class Fit { whole, wrong, beginning };

inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// RFC 8259 section 6. The text is kept as it is: no double, no limit of 64 bits.
inline Fit number_fit(const uint8_t *p, const uint8_t *end) {
    if (p < end && *p == '-') { p++; }
    if (p == end) { return Fit::beginning; }
    if (!is_digit(*p)) { return Fit::wrong; }
    if (*p == '0') {
        p++;
    } else {
        while (p < end && is_digit(*p)) { p++; }
    }
    if (p < end && *p == '.') {
        p++;
        if (p == end) { return Fit::beginning; }
        if (!is_digit(*p)) { return Fit::wrong; }
        while (p < end && is_digit(*p)) { p++; }
    }
    if (p < end && (*p | 0x20) == 'e') {
        p++;
        if (p < end && (*p == '+' || *p == '-')) { p++; }
        if (p == end) { return Fit::beginning; }
        while (p < end && is_digit(*p)) { p++; }
    }
    return p == end ? Fit::whole : Fit::wrong;
}

inline Fit literal_fit(const uint8_t *p, size_t length, const char *literal) {
    size_t whole = strlen(literal);
    if (length > whole || memcmp(p, literal, length) != 0) { return Fit::wrong; }
    return length == whole ? Fit::whole : Fit::beginning;
}

inline int hex_digit(uint8_t byte) {
    if (is_digit(byte)) { return byte - '0'; }
    uint8_t lower = byte | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The four digits at `p`, or -1.
inline int32_t hex4(const uint8_t *p, const uint8_t *end) {
    if (end - p < 4) { return -1; }
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0) { return -1; }
        value = value << 4 | digit;
    }
    return value;
}

inline void push_scalar(Bytes &bytes, uint32_t scalar) {
    if (scalar < 0x80) {
        bytes.push(uint8_t(scalar));
        return;
    }
    if (scalar < 0x800) {
        bytes.push(uint8_t(0xC0 | scalar >> 6));
    } else if (scalar < 0x10000) {
        bytes.push(uint8_t(0xE0 | scalar >> 12));
        bytes.push(uint8_t(0x80 | (scalar >> 6 & 0x3F)));
    } else {
        bytes.push(uint8_t(0xF0 | scalar >> 18));
        bytes.push(uint8_t(0x80 | (scalar >> 12 & 0x3F)));
        bytes.push(uint8_t(0x80 | (scalar >> 6 & 0x3F)));
    }
    bytes.push(uint8_t(0x80 | (scalar & 0x3F)));
}
