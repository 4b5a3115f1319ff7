#include "CPhoneNumber.h"

#include <dlfcn.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>
#include <type_traits>

// libphonenumber brings eighteen other libraries, which cost every start of a program four milliseconds when it is
// linked. So it is opened at the first question instead, and its functions are looked up by the names the C++ ABI gives
// them. The assertions below hold those names to the header: a header that changed does not compile. A number
// object is made, used and unmade by the library's own functions alone, in room larger than it needs.

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using std::string;

static_assert(std::is_same_v<
    decltype(static_cast<PhoneNumberUtil::ErrorType (PhoneNumberUtil::*)(
        const string &, const string &, PhoneNumber *) const>(&PhoneNumberUtil::Parse)),
    PhoneNumberUtil::ErrorType (PhoneNumberUtil::*)(const string &, const string &, PhoneNumber *) const>);
static_assert(std::is_same_v<decltype(&PhoneNumberUtil::IsPossibleNumberWithReason),
    PhoneNumberUtil::ValidationResult (PhoneNumberUtil::*)(const PhoneNumber &) const>);
static_assert(std::is_same_v<decltype(&PhoneNumberUtil::IsValidNumber),
    bool (PhoneNumberUtil::*)(const PhoneNumber &) const>);
static_assert(std::is_same_v<decltype(&PhoneNumberUtil::Format),
    void (PhoneNumberUtil::*)(const PhoneNumber &, PhoneNumberUtil::PhoneNumberFormat, string *) const>);
static_assert(std::is_same_v<decltype(&PhoneNumberUtil::GetRegionCodeForNumber),
    void (PhoneNumberUtil::*)(const PhoneNumber &, string *) const>);
static_assert(std::is_same_v<decltype(&PhoneNumberUtil::GetRegionCodeForCountryCode),
    void (PhoneNumberUtil::*)(int, string *) const>);
static_assert(std::is_same_v<decltype(&PhoneNumberUtil::GetCountryCodeForRegion),
    int (PhoneNumberUtil::*)(const string &) const>);

#define UTIL "_ZNK4i18n12phonenumbers15PhoneNumberUtil"
#define STRING "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"

struct Library {
    const PhoneNumberUtil *util = nullptr;
    void (*construct)(void *, void *arena, bool is_message_owned) = nullptr;
    void (*destroy)(void *) = nullptr;
    PhoneNumberUtil::ErrorType (*parse)(
        const PhoneNumberUtil *, const string &, const string &, void *number) = nullptr;
    PhoneNumberUtil::ValidationResult (*possible)(const PhoneNumberUtil *, const void *number) = nullptr;
    bool (*valid)(const PhoneNumberUtil *, const void *number) = nullptr;
    void (*format)(
        const PhoneNumberUtil *, const void *number, PhoneNumberUtil::PhoneNumberFormat, string *) = nullptr;
    void (*region)(const PhoneNumberUtil *, const void *number, string *) = nullptr;
    void (*main_region)(const PhoneNumberUtil *, int, string *) = nullptr;
    int (*calling_code)(const PhoneNumberUtil *, const string &) = nullptr;

    Library() {
        void *handle = dlopen("libphonenumber.so.8", RTLD_LAZY | RTLD_LOCAL);
        if (handle == nullptr) return;
        PhoneNumberUtil *(*instance)() = nullptr;
        bool is_whole = find(handle, "_ZN4i18n12phonenumbers15PhoneNumberUtil11GetInstanceEv", instance)
            && find(handle, "_ZN4i18n12phonenumbers11PhoneNumberC1EPN6google8protobuf5ArenaEb", construct)
            && find(handle, "_ZN4i18n12phonenumbers11PhoneNumberD1Ev", destroy)
            && find(handle, UTIL "5ParseERK" STRING "S9_PNS0_11PhoneNumberE", parse)
            && find(handle, UTIL "26IsPossibleNumberWithReasonERKNS0_11PhoneNumberE", possible)
            && find(handle, UTIL "13IsValidNumberERKNS0_11PhoneNumberE", valid)
            && find(handle, UTIL "6FormatERKNS0_11PhoneNumberENS1_17PhoneNumberFormatEP" STRING, format)
            && find(handle, UTIL "22GetRegionCodeForNumberERKNS0_11PhoneNumberEP" STRING, region)
            && find(handle, UTIL "27GetRegionCodeForCountryCodeEiP" STRING, main_region)
            && find(handle, UTIL "23GetCountryCodeForRegionERK" STRING, calling_code);
        // The handle stays open: the library's single instance lives as long as the process.
        if (is_whole) util = instance();
    }

    template <typename Function> static bool find(void *handle, const char *name, Function *&function) {
        function = reinterpret_cast<Function *>(dlsym(handle, name));
        return function != nullptr;
    }
};

const Library &library() {
    static const Library loaded;
    return loaded;
}

/// A number object in the library's hands.
class Number {
public:
    explicit Number(const Library &library) : library_(library) { library.construct(room_, nullptr, false); }
    ~Number() { library_.destroy(room_); }
    Number(const Number &) = delete;
    Number &operator=(const Number &) = delete;
    void *get() { return room_; }

private:
    const Library &library_;
    static_assert(sizeof(PhoneNumber) <= 128);
    alignas(16) unsigned char room_[256] = {};
};

cphone_outcome outcome(PhoneNumberUtil::ErrorType error) {
    switch (error) {
    case PhoneNumberUtil::NO_PARSING_ERROR: return CPHONE_DONE;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPHONE_UNKNOWN_COUNTRY;
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN: return CPHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG_NSN: return CPHONE_TOO_LONG;
    default: return CPHONE_NOT_A_NUMBER;
    }
}

cphone_outcome outcome(PhoneNumberUtil::ValidationResult result) {
    switch (result) {
    case PhoneNumberUtil::IS_POSSIBLE: return CPHONE_DONE;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY: return CPHONE_LOCAL_ONLY;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE: return CPHONE_UNKNOWN_COUNTRY;
    case PhoneNumberUtil::TOO_SHORT: return CPHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG: return CPHONE_TOO_LONG;
    default: return CPHONE_WRONG_LENGTH;
    }
}

cphone_outcome copy(const string &text, char *out) {
    if (text.empty() || text.size() >= CPHONE_CAPACITY) return CPHONE_NOTHING;
    std::memcpy(out, text.c_str(), text.size() + 1);
    return CPHONE_DONE;
}

/// A region as the library names it; its words for "none" are no answer.
cphone_outcome copy_region(const string &region, char *out) {
    return region == "ZZ" || region == "001" ? CPHONE_NOTHING : copy(region, out);
}

/// Runs `body` with the library and a fresh number; nothing that C++ throws leaves it.
template <typename Body> cphone_outcome with_number(Body body) noexcept {
    const Library &loaded = library();
    if (loaded.util == nullptr) return CPHONE_NO_LIBRARY;
    try {
        Number number(loaded);
        return body(loaded, number.get());
    } catch (...) {
        return CPHONE_NOTHING;
    }
}

} // namespace

extern "C" cphone_outcome cphone_read(
    const char *text, size_t length, const char *region, char *e164, bool *is_known) {
    return with_number([&](const Library &loaded, void *number) {
        cphone_outcome read = outcome(loaded.parse(loaded.util, string(text, length), region, number));
        if (read != CPHONE_DONE) return read;
        cphone_outcome possible = outcome(loaded.possible(loaded.util, number));
        if (possible != CPHONE_DONE) return possible;
        *is_known = loaded.valid(loaded.util, number);
        string written;
        loaded.format(loaded.util, number, PhoneNumberUtil::E164, &written);
        return copy(written, e164);
    });
}

extern "C" cphone_outcome cphone_write(const char *e164, size_t length, const char *home, char *written) {
    return with_number([&](const Library &loaded, void *number) {
        cphone_outcome read = outcome(loaded.parse(loaded.util, string(e164, length), "ZZ", number));
        if (read != CPHONE_DONE) return read;
        int code = static_cast<PhoneNumber *>(number)->country_code();
        bool is_home = *home != '\0' && loaded.calling_code(loaded.util, home) == code;
        if (is_home) {
            string region;
            loaded.region(loaded.util, number, &region);
            if (region == "ZZ") loaded.main_region(loaded.util, code, &region);
            is_home = region == home;
        }
        string text;
        loaded.format(
            loaded.util, number, is_home ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &text);
        return copy(text, written);
    });
}

extern "C" cphone_outcome cphone_region(const char *e164, size_t length, char *region) {
    return with_number([&](const Library &loaded, void *number) {
        cphone_outcome read = outcome(loaded.parse(loaded.util, string(e164, length), "ZZ", number));
        if (read != CPHONE_DONE) return read;
        string text;
        loaded.region(loaded.util, number, &text);
        return copy_region(text, region);
    });
}

extern "C" cphone_outcome cphone_main_region(int calling_code, char *region) {
    return with_number([&](const Library &loaded, void *) {
        string text;
        loaded.main_region(loaded.util, calling_code, &text);
        return copy_region(text, region);
    });
}

extern "C" int cphone_calling_code(const char *region) {
    int code = 0;
    with_number([&](const Library &loaded, void *) {
        code = loaded.calling_code(loaded.util, region);
        return CPHONE_DONE;
    });
    return code;
}
