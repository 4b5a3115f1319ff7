// What the C library can do for a program that is being started, and declares under a switch that Swift does not set.
#pragma once

// Closes every descriptor from this one on in the new program. `actions` is a posix_spawn_file_actions_t: its header is
// left out, since this module would then own the types in it that Swift's module of the C library has as well.
extern int posix_spawn_file_actions_addclosefrom_np(void *actions, int from);
