#pragma once

#include <cstddef>
#include <cstdint>

#include "csimdjson.h"

struct Damage {
    csj_code code;
    size_t offset;
    bool truncated;
};

/// simdjson's first stage says that something is wrong, not where. This slow scan, run only then, finds the place.
Damage find_damage(const uint8_t *bytes, size_t from, size_t length);
