#include <curl/curl.h>

/* libcurl sets and tells everything through two functions with open argument lists, which Swift cannot call. */
static inline CURLcode curl_set_number(CURL *call, CURLoption what, long value) {
  return (curl_easy_setopt)(call, what, value);
}
static inline CURLcode curl_set_text(CURL *call, CURLoption what, const char *value) {
  return (curl_easy_setopt)(call, what, value);
}
static inline CURLcode curl_set_list(CURL *call, CURLoption what, struct curl_slist *value) {
  return (curl_easy_setopt)(call, what, value);
}
static inline CURLcode curl_set_reader(CURL *call, curl_read_callback reader, void *context) {
  (curl_easy_setopt)(call, CURLOPT_READDATA, context);
  return (curl_easy_setopt)(call, CURLOPT_READFUNCTION, reader);
}
static inline CURLcode curl_set_writer(CURL *call, curl_write_callback writer, void *context) {
  (curl_easy_setopt)(call, CURLOPT_WRITEDATA, context);
  return (curl_easy_setopt)(call, CURLOPT_WRITEFUNCTION, writer);
}
static inline CURLcode curl_set_watcher(CURL *call, curl_debug_callback watcher, void *context) {
  (curl_easy_setopt)(call, CURLOPT_DEBUGDATA, context);
  (curl_easy_setopt)(call, CURLOPT_DEBUGFUNCTION, watcher);
  return (curl_easy_setopt)(call, CURLOPT_VERBOSE, 1L);
}
static inline long curl_told_number(CURL *call, CURLINFO what) {
  long value = 0;
  (curl_easy_getinfo)(call, what, &value);
  return value;
}
