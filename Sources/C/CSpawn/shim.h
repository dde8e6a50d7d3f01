#pragma once
// Functions of glibc that its headers show only with _GNU_SOURCE, which Swift's Glibc module is built without; declared
// here as the manual has them.
#include <spawn.h>

int pipe2(int pipe_descriptors[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
