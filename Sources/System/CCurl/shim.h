// libcurl without linking it: its functions are looked up when the first request is made, because loading the library
// and what it depends on costs a program some milliseconds of its start. The functions that take a variable list of
// arguments get one inline face for each type of argument, since Swift cannot call them.
#pragma once
#include <curl/curl.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stddef.h>

struct curl_functions {
    CURLcode (*global_init)(long);
    const char *(*easy_strerror)(CURLcode);
    CURL *(*easy_init)(void);
    void (*easy_reset)(CURL *);
    void (*easy_cleanup)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *);
    CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
    CURLMcode (*multi_add_handle)(CURLM *, CURL *);
    CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
    CURLMcode (*multi_perform)(CURLM *, int *);
    CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned int, int, int *);
    CURLMcode (*multi_wakeup)(CURLM *);
    CURLMsg *(*multi_info_read)(CURLM *, int *);
};

// Fills the table from the library in that file; 0 when the file or one of the functions is missing.
static inline int curl_functions_load(struct curl_functions *table, const char *file) {
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) return 0;
#define CURL_FUNCTION(member, name)                            \
    *(void **)&table->member = dlsym(library, name);           \
    if (!table->member) return 0
    CURL_FUNCTION(global_init, "curl_global_init");
    CURL_FUNCTION(easy_strerror, "curl_easy_strerror");
    CURL_FUNCTION(easy_init, "curl_easy_init");
    CURL_FUNCTION(easy_reset, "curl_easy_reset");
    CURL_FUNCTION(easy_cleanup, "curl_easy_cleanup");
    CURL_FUNCTION(easy_setopt, "curl_easy_setopt");
    CURL_FUNCTION(easy_getinfo, "curl_easy_getinfo");
    CURL_FUNCTION(slist_append, "curl_slist_append");
    CURL_FUNCTION(slist_free_all, "curl_slist_free_all");
    CURL_FUNCTION(multi_init, "curl_multi_init");
    CURL_FUNCTION(multi_cleanup, "curl_multi_cleanup");
    CURL_FUNCTION(multi_setopt, "curl_multi_setopt");
    CURL_FUNCTION(multi_add_handle, "curl_multi_add_handle");
    CURL_FUNCTION(multi_remove_handle, "curl_multi_remove_handle");
    CURL_FUNCTION(multi_perform, "curl_multi_perform");
    CURL_FUNCTION(multi_poll, "curl_multi_poll");
    CURL_FUNCTION(multi_wakeup, "curl_multi_wakeup");
    CURL_FUNCTION(multi_info_read, "curl_multi_info_read");
#undef CURL_FUNCTION
    return table->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

typedef size_t (*curl_shim_transfer)(char *, size_t, size_t, void *);

static inline CURLcode curl_set_long(const struct curl_functions *curl, CURL *handle, CURLoption option, long value) {
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_size(const struct curl_functions *curl, CURL *handle, CURLoption option,
                                     curl_off_t value) {
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_text(const struct curl_functions *curl, CURL *handle, CURLoption option,
                                     const char *value) {
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_pointer(const struct curl_functions *curl, CURL *handle, CURLoption option,
                                        void *value) {
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_transfer(const struct curl_functions *curl, CURL *handle, CURLoption option,
                                         curl_shim_transfer value) {
    return curl->easy_setopt(handle, option, value);
}

static inline int curl_shim_close_on_exec(void *unused, curl_socket_t socket, curlsocktype purpose) {
    (void)unused;
    (void)purpose;
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

// Keeps the connections of a transfer from programs that this one starts.
static inline CURLcode curl_keep_from_children(const struct curl_functions *curl, CURL *handle) {
    return curl->easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, curl_shim_close_on_exec);
}

static inline long curl_get_long(const struct curl_functions *curl, CURL *handle, CURLINFO item) {
    long value = 0;
    return curl->easy_getinfo(handle, item, &value) == CURLE_OK ? value : 0;
}

static inline CURLMcode curl_multi_set_long(const struct curl_functions *curl, CURLM *multi, CURLMoption option,
                                            long value) {
    return curl->multi_setopt(multi, option, value);
}

// The handle of the next transfer that has ended, with its result, or null when there is none.
static inline CURL *curl_next_ended(const struct curl_functions *curl, CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl->multi_info_read(multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}
