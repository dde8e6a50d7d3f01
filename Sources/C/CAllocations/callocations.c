// Counts allocations by standing in for malloc in the executable that links this; glibc's own functions do the work. Only
// benchmarks link it. Each thread counts in a place of its own: threads that share one would wait for each other.
#include "callocations.h"
#include <stdatomic.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

enum { places = 64 };

static struct {
    _Alignas(64) atomic_ulong count;
} counts[places];
static atomic_uint threads;
// From 1 on; 0 before the thread's first allocation.
static __thread unsigned place;

unsigned long callocations_count(void) {
    unsigned long sum = 0;
    for (int i = 0; i < places; i++) sum += atomic_load_explicit(&counts[i].count, memory_order_relaxed);
    return sum;
}

static inline void counted(void) {
    if (!place) place = 1 + atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed) % places;
    atomic_fetch_add_explicit(&counts[place - 1].count, 1, memory_order_relaxed);
}

void *malloc(size_t size) { counted(); return __libc_malloc(size); }
void *calloc(size_t number, size_t size) { counted(); return __libc_calloc(number, size); }
void *realloc(void *old, size_t size) { counted(); return __libc_realloc(old, size); }
void *memalign(size_t alignment, size_t size) { counted(); return __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { counted(); return __libc_memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    counted();
    *result = __libc_memalign(alignment, size);
    return *result ? 0 : 12;
}
