// Debian's libxml2 shows ICU's own types in its headers; Foundation brings another ICU, and Swift refuses two different ones.
// The members so left out are at the end of structures that are only ever passed by pointer.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// Parsing under guard. C, because the handlers wrap libxml2's own and reach through structures of C callbacks.

typedef enum { cxml_accepted = 0, cxml_refused_dtd, cxml_refused_depth } cxml_refusal;

/// What a parse must keep to, and what it met. Lies in the parser context's `_private`.
typedef struct {
    int max_depth;
    int ignore_namespaces;
    cxml_refusal refusal;
    int refused_line;
    int refused_column;
    void *collector;
} cxml_guard;

static inline cxml_guard *cxml_guard_of(void *context) { return (cxml_guard *)((xmlParserCtxtPtr)context)->_private; }

static inline void cxml_refuse(void *context, cxml_refusal why) {
    cxml_guard *guard = cxml_guard_of(context);
    guard->refusal = why;
    guard->refused_line = xmlSAX2GetLineNumber(context);
    guard->refused_column = xmlSAX2GetColumnNumber(context);
    xmlStopParser((xmlParserCtxtPtr)context);
}

static inline void cxml_internal_subset(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name, (void)external, (void)system;
    cxml_refuse(context, cxml_refused_dtd);
}

/// Dropping namespaces here, once, is cheaper than rewriting every XPath and every comparison.
static inline void cxml_start_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
    cxml_guard *guard = cxml_guard_of(context);
    if (((xmlParserCtxtPtr)context)->nodeNr >= guard->max_depth) {
        cxml_refuse(context, cxml_refused_depth);
        return;
    }
    if (guard->ignore_namespaces) {
        prefix = uri = NULL;
        namespace_count = 0;
        for (int i = 0; i < attribute_count; i++) { attributes[5 * i + 1] = attributes[5 * i + 2] = NULL; }
    }
    xmlSAX2StartElementNs(
        context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted_count, attributes);
}

static inline void cxml_set_guard(xmlParserCtxtPtr context, cxml_guard *guard, xmlStructuredErrorFunc report) {
    context->_private = guard;
    context->sax->internalSubset = cxml_internal_subset;
    context->sax->startElementNs = cxml_start_element;
    context->sax->serror = report;
}

/// Whether the text ends inside what the parser is reading: nothing that could end it, a `>`, is left.
static inline int cxml_ends_here(void *context) {
    xmlParserInputPtr input = ((xmlParserCtxtPtr)context)->input;
    if (input == NULL || input->cur == NULL || input->end <= input->cur) { return 1; }
    if (input->buf != NULL && input->buf->raw != NULL && xmlBufUse(input->buf->raw) > 0) { return 0; }
    return memchr(input->cur, '>', (size_t)(input->end - input->cur)) == NULL;
}

/// C, because libxml2's handler is variadic.
static inline void cxml_say_nothing(void *context, const char *message, ...) { (void)context, (void)message; }

/// Keeps libxml2 from printing what it also reports: XPath prints unknown functions to standard error. Holds for the thread.
static inline void cxml_silence(void) { xmlSetGenericErrorFunc(NULL, cxml_say_nothing); }
