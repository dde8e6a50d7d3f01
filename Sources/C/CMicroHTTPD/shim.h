#include <microhttpd.h>

// The watch over suspended connections needs these; Swift's Glibc module leaves them out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

// Swift cannot call a variadic C function (MHD_start_daemon), and an option whose value is a function pointer
// cannot be put in an MHD_OptionItem without a cast that Swift refuses. The rest comes in `options`.
static inline struct MHD_Daemon *hub_mhd_start(
    unsigned int flags, MHD_AccessHandlerCallback access, void *cls, MHD_RequestCompletedCallback completed,
    size_t (*unescape)(void *, struct MHD_Connection *, char *),
    void *(*screen)(void *, const char *, struct MHD_Connection *), MHD_NotifyConnectionCallback connection,
    void *connection_cls, struct MHD_OptionItem *options) {
    return MHD_start_daemon(
        flags, 0, 0, 0, access, cls, MHD_OPTION_NOTIFY_COMPLETED, completed, cls, MHD_OPTION_UNESCAPE_CALLBACK, unescape,
        cls, MHD_OPTION_URI_LOG_CALLBACK, screen, cls, MHD_OPTION_NOTIFY_CONNECTION, connection, connection_cls,
        MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

// MHD_get_connection_info and MHD_get_daemon_info are variadic too.
static inline const struct sockaddr *hub_mhd_client_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : 0;
}

static inline int hub_mhd_connection_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

// What was kept for a connection when it began; null when nothing was.
static inline void *hub_mhd_connection_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : 0;
}

// The TLS session of a connection, a gnutls_session_t; null without TLS.
static inline void *hub_mhd_tls_session(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info ? info->tls_session : 0;
}

// The epoll set that a daemon's thread waits on; -1 when it has none.
static inline int hub_mhd_epoll(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info ? info->epoll_fd : -1;
}
