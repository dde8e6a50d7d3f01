#pragma once

/// How many times memory was asked for since the process began: malloc, calloc, realloc and the aligned ones, from Swift,
/// Foundation and the C libraries alike.
unsigned long callocations_count(void);
