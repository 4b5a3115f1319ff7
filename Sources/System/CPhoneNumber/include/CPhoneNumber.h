#ifndef CPHONENUMBER_H
#define CPHONENUMBER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// A C face of the few functions of libphonenumber that Leadline uses. Every function may be called from any thread,
// takes any bytes, and throws nothing. The first call loads the library.

enum {
    CPHONE_CAPACITY = 64, // bytes that any answer fits into, its closing zero included
};

enum cphone_outcome {
    CPHONE_DONE = 0,
    CPHONE_NO_LIBRARY,      // libphonenumber is not there, or not the one we know
    CPHONE_NOT_A_NUMBER,
    CPHONE_UNKNOWN_COUNTRY, // no country code that exists, and no region given
    CPHONE_TOO_SHORT,
    CPHONE_TOO_LONG,
    CPHONE_WRONG_LENGTH,    // neither the shortest nor the longest, but no number of that country has this length
    CPHONE_LOCAL_ONLY,      // lacks its area code
    CPHONE_NOTHING,         // the library knows no answer
};

/// Reads a number as people write it, in the region of two capital letters (or "" for none), and writes it as E.164.
/// `is_known` tells whether the library's list has a range of numbers that it falls into.
enum cphone_outcome cphone_read(
    const char *text, size_t length, const char *region, char *e164, bool *is_known);

/// Writes an E.164 number for people: as within its country where it belongs to the region `home` ("" for none), else
/// with its country code. A number that is in no plan belongs to the main region of its country code.
enum cphone_outcome cphone_write(const char *e164, size_t length, const char *home, char *written);

/// The region that a number belongs to.
enum cphone_outcome cphone_region(const char *e164, size_t length, char *region);

/// The main region of a country code, such as US for 1.
enum cphone_outcome cphone_main_region(int calling_code, char *region);

/// The country code of a region, or 0 where there is no such region.
int cphone_calling_code(const char *region);

#ifdef __cplusplus
}
#endif

#endif
