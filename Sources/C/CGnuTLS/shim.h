#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

// The data's member is a union of pointers whose constness Swift cannot drop; the purpose is a macro.
static inline int hub_gnutls_verify_client(gnutls_session_t session, unsigned int *status) {
    gnutls_typed_vdata_st purpose = {.type = GNUTLS_DT_KEY_PURPOSE_OID,
                                     .data = (unsigned char *)GNUTLS_KP_TLS_WWW_CLIENT, .size = 0};
    return gnutls_certificate_verify_peers(session, &purpose, 1, status);
}

// The name is allocated by the library and freed by a function pointer in a global variable, which Swift does not take as safe.
static inline int hub_gnutls_subject(const gnutls_datum_t *der, char *text, size_t *size) {
    gnutls_x509_crt_t certificate;
    gnutls_datum_t name = {0, 0};
    int code = gnutls_x509_crt_init(&certificate);
    if (code != GNUTLS_E_SUCCESS) return code;
    code = gnutls_x509_crt_import(certificate, der, GNUTLS_X509_FMT_DER);
    // Without flags the order is that of RFC 4514: the most specific part first.
    if (code == GNUTLS_E_SUCCESS) code = gnutls_x509_crt_get_dn3(certificate, &name, 0);
    if (code == GNUTLS_E_SUCCESS && name.size >= *size) code = GNUTLS_E_SHORT_MEMORY_BUFFER;
    if (code == GNUTLS_E_SUCCESS) {
        memcpy(text, name.data, name.size);
        *size = name.size;
    }
    gnutls_free(name.data);
    gnutls_x509_crt_deinit(certificate);
    return code;
}
