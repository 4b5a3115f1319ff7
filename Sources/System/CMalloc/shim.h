// What the C library's allocator can be told, which Swift's own module of it leaves out.
#pragma once
#include <malloc.h>
