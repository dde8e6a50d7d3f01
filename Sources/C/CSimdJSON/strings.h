#pragma once

#include "scalars.h"

/// Appends the text of the string content [from, end) to `bytes`; gives the offset of a wrong escape, or `end`.
/// A surrogate without its half becomes U+FFFD: systems that cut text at a UTF-16 length make them, and one such
/// character must not cost the page.
class Unescaper {
public:
    Unescaper(Bytes &bytes, size_t end) : bytes_(bytes), end_(end) {}

    size_t run(size_t from) {
        while (from < end_) {
            auto *start = bytes_.data() + from;
            auto *slash = static_cast<const uint8_t *>(memchr(start, '\\', end_ - from));
            size_t plain = slash ? size_t(slash - start) : end_ - from;
            bytes_.push(from, plain);
            from += plain;
            if (from == end_) { break; }
            size_t after = escape(from);
            if (after == from) { return from; }
            from = after;
        }
        return end_;
    }

private:
    /// The offset after the escape at `at`, or `at` when there is no such escape.
    size_t escape(size_t at) {
        if (at + 1 >= end_) { return at; }
        uint8_t letter = bytes_.data()[at + 1];
        switch (letter) {
            case '"': case '\\': case '/': bytes_.push(letter); break;
            case 'b': bytes_.push('\b'); break;
            case 'f': bytes_.push('\f'); break;
            case 'n': bytes_.push('\n'); break;
            case 'r': bytes_.push('\r'); break;
            case 't': bytes_.push('\t'); break;
            case 'u': return unicode(at);
            default: return at;
        }
        return at + 2;
    }

    size_t unicode(size_t at) {
        const uint8_t *p = bytes_.data() + at, *end = bytes_.data() + end_;
        int32_t unit = hex4(p + 2, end);
        if (unit < 0) { return at; }
        if (unit < 0xD800 || unit > 0xDFFF) {
            push_scalar(bytes_, uint32_t(unit));
            return at + 6;
        }
        bool escaped_next = end - p >= 12 && p[6] == '\\' && p[7] == 'u';
        int32_t low = unit < 0xDC00 && escaped_next ? hex4(p + 8, end) : -1;
        if (low < 0xDC00 || low > 0xDFFF) {
            push_scalar(bytes_, 0xFFFD);
            return at + 6;
        }
        push_scalar(bytes_, 0x10000 + (uint32_t(unit - 0xD800) << 10 | uint32_t(low - 0xDC00)));
        return at + 12;
    }

    Bytes &bytes_;
    size_t end_;
};
