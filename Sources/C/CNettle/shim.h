#include <nettle/sha2.h>
#include <nettle/sm3.h>
