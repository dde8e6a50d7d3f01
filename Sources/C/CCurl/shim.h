#include <curl/curl.h>

// curl_easy_setopt, curl_easy_getinfo and curl_url_set's flags are variadic or macros, which Swift cannot call: one
// function for each type of argument.
static inline CURLcode hub_curl_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode hub_curl_set_size(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode hub_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode hub_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}

typedef size_t (*hub_curl_receiver)(char *, size_t, size_t, void *);

static inline CURLcode hub_curl_set_receivers(
    CURL *curl, hub_curl_receiver body, hub_curl_receiver header, void *context) {
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, context);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, header);
    return curl_easy_setopt(curl, CURLOPT_HEADERDATA, context);
}

// Its context goes along with it, as above; without the function curl opens sockets itself.
static inline CURLcode hub_curl_set_opener(CURL *curl, curl_opensocket_callback opener, void *context) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, context);
    return curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, opener);
}

static inline CURLcode hub_curl_get_long(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode hub_curl_get_size(CURL *curl, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(curl, info, value);
}

static inline CURLcode hub_curl_get_text(CURL *curl, CURLINFO info, char **value) {
    return curl_easy_getinfo(curl, info, value);
}

// CURL_GLOBAL_ALL and the bits of CURLOPT_SSH_AUTH_TYPES and CURLOPT_HTTPAUTH are macros with casts.
static inline CURLcode hub_curl_start(void) { return curl_global_init(CURL_GLOBAL_ALL); }
static const long hub_curl_tls_required = CURLUSESSL_ALL;
static const long hub_curl_ssh_key = CURLSSH_AUTH_PUBLICKEY;
static const long hub_curl_ssh_password = CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD;
static const long hub_curl_auth_basic = CURLAUTH_BASIC;

// CURL_SOCKET_BAD is a macro.
static const curl_socket_t hub_curl_no_socket = CURL_SOCKET_BAD;
