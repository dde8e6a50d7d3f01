#include "csimdjson.h"

#include <simdjson.h>

#include <memory>
#include <new>

#include "damage.h"
#include "storage.h"
#include "walker.h"

using Stage1 = simdjson::internal::dom_parser_implementation;

struct csj_parser {
    csj_parser(size_t bytes, uint32_t depth, uint32_t values) : max_bytes(bytes), max_depth(depth), nodes(values) {}

    size_t max_bytes;
    uint32_t max_depth;
    Bytes bytes;
    Nodes nodes;
    std::unique_ptr<uint32_t[]> stack;
    std::unique_ptr<Stage1> stage1;

    bool prepare(size_t length) {
        if (stage1 && stage1->capacity() >= length) { return true; }
        size_t capacity = length < 4096 ? 4096 : length + length / 4;
        if (stage1) { return stage1->set_capacity(capacity) == simdjson::SUCCESS; }
        const simdjson::implementation *best = simdjson::get_active_implementation();
        return best->create_dom_parser_implementation(capacity, 1, stage1) == simdjson::SUCCESS;
    }
};

namespace {

// Offsets are 32 bits, and the text of escaped strings may double the source.
constexpr size_t most_bytes = size_t(1) << 30;

void set(csj_page &page, csj_code code, size_t offset, bool truncated) {
    page.code = code;
    page.offset = uint32_t(offset);
    page.truncated = truncated;
}

bool has_mark(const uint8_t *bytes, size_t length) {
    return length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;
}

void walk(csj_parser &parser, size_t base, csj_page &page) {
    Walker walker(parser.bytes, parser.nodes, parser.stack.get(), parser.max_depth);
    walker.run(parser.stage1->structural_indexes.get(), parser.stage1->n_structural_indexes, base);
    set(page, walker.code, walker.offset, walker.truncated);
}

void parse_copy(csj_parser &parser, csj_page &page) {
    const uint8_t *source = parser.bytes.data();
    size_t length = parser.bytes.source_length();
    size_t base = has_mark(source, length) ? 3 : 0;
    if (length == base) { return set(page, csj_empty, length, true); }
    auto outcome = parser.stage1->stage1(source + base, length - base, simdjson::stage1_mode::regular);
    if (outcome == simdjson::SUCCESS) { return walk(parser, base, page); }
    if (outcome == simdjson::EMPTY) { return set(page, csj_empty, length, true); }
    Damage damage = find_damage(source, base, length);
    set(page, damage.code, damage.offset, damage.truncated);
}

}  // namespace

csj_parser *csj_create(size_t max_bytes, uint32_t max_depth, uint32_t max_nodes) {
    auto *parser = new (std::nothrow) csj_parser(max_bytes < most_bytes ? max_bytes : most_bytes, max_depth, max_nodes);
    if (!parser) { return nullptr; }
    parser->stack.reset(new (std::nothrow) uint32_t[size_t(max_depth) + 1]);
    if (parser->stack) { return parser; }
    delete parser;
    return nullptr;
}

void csj_destroy(csj_parser *parser) { delete parser; }

csj_page csj_parse(csj_parser *parser, const uint8_t *bytes, size_t length) {
    csj_page page = {};
    parser->nodes.clear();
    if (length > parser->max_bytes) {
        set(page, csj_too_long, parser->max_bytes, false);
        return page;
    }
    if (!parser->prepare(length) || !parser->bytes.assign(bytes, length)) {
        set(page, csj_out_of_memory, 0, false);
        return page;
    }
    parse_copy(*parser, page);
    page.bytes = parser->bytes.data();
    page.source_length = length;
    page.bytes_length = parser->bytes.length();
    page.nodes = parser->nodes.data();
    page.node_count = page.code == csj_ok ? parser->nodes.count() : 0;
    return page;
}

bool csj_valid_utf8(const uint8_t *bytes, size_t length) {
    return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length);
}
