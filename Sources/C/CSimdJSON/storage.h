#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "csimdjson.h"

/// The page's own copy of the source, followed by the text of its escaped strings once there is one.
class Bytes {
public:
    ~Bytes() { free(data_); }

    bool assign(const uint8_t *source, size_t length) {
        length_ = source_length_ = 0;
        if (!reserve(length + padding)) { return false; }
        if (length > 0) { memcpy(data_, source, length); }
        memset(data_ + length, ' ', padding);
        source_length_ = length;
        length_ = length + padding;
        return true;
    }

    /// Room for the text of every string of the source: unescaping never lengthens.
    bool reserve_text() { return reserve(2 * source_length_ + padding); }

    const uint8_t *data() const { return data_; }
    size_t source_length() const { return source_length_; }
    size_t length() const { return length_; }

    void push(uint8_t byte) { data_[length_++] = byte; }
    void push(size_t from, size_t count) {
        memcpy(data_ + length_, data_ + from, count);
        length_ += count;
    }

private:
    static constexpr size_t padding = 64;

    bool reserve(size_t wanted) {
        if (wanted <= capacity_) { return true; }
        auto *grown = static_cast<uint8_t *>(realloc(data_, wanted));
        if (!grown) { return false; }
        data_ = grown;
        capacity_ = wanted;
        return true;
    }

    uint8_t *data_ = nullptr;
    size_t capacity_ = 0, source_length_ = 0, length_ = 0;
};

/// The nodes of the page; grows by half, so a page of few values stays small.
class Nodes {
public:
    explicit Nodes(uint32_t limit) : limit_(limit) {}
    ~Nodes() { free(data_); }

    void clear() { count_ = 0; }
    uint32_t count() const { return count_; }
    const csj_node *data() const { return data_; }
    csj_node &operator[](uint32_t index) { return data_[index]; }

    csj_code add(const csj_node &node) {
        if (count_ >= limit_) { return csj_too_many_values; }
        if (count_ == capacity_ && !grow()) { return csj_out_of_memory; }
        data_[count_++] = node;
        return csj_ok;
    }

private:
    bool grow() {
        size_t wanted = size_t(capacity_) + capacity_ / 2 + 256;
        if (wanted > limit_) { wanted = limit_; }
        auto *grown = static_cast<csj_node *>(realloc(data_, wanted * sizeof(csj_node)));
        if (!grown) { return false; }
        data_ = grown;
        capacity_ = uint32_t(wanted);
        return true;
    }

    csj_node *data_ = nullptr;
    uint32_t limit_, count_ = 0, capacity_ = 0;
};
