extension Tables {
    /// The tables of what partners leave with the hub.
    static let partners = """
        -- Where consumers are told that a feed has advanced. state: active, paused, disabled. secret, old_secret: keys of HMAC in the
        -- clear, for the hub signs with them. told, epoch: the head that the endpoint has heard of, and of which generation. message:
        -- the id of the one message that is on its way, null for none; first, last, lines, made: what it says, first 0 when the feed was made anew. attempt: how often it
        -- was tried; next: when it is tried next.
        CREATE TABLE IF NOT EXISTS hub_webhook (id TEXT PRIMARY KEY, consumer INTEGER NOT NULL, feed TEXT NOT NULL,
          url TEXT NOT NULL, secret TEXT NOT NULL, old_secret TEXT, old_until INTEGER NOT NULL DEFAULT 0,
          created INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'active', told INTEGER NOT NULL, epoch INTEGER NOT NULL,
          message TEXT, first INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL DEFAULT 0, lines INTEGER NOT NULL DEFAULT 0,
          made INTEGER NOT NULL DEFAULT 0, attempt INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0,
          delivered INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, last_success INTEGER, last_failure INTEGER,
          failing_since INTEGER, status INTEGER, problem TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS hub_webhook_consumer ON hub_webhook (consumer, created);
        -- The hosts that webhooks may go to. port: 0 for the protocol's own. plain: 1 where http without TLS will do. networks: which
        -- addresses inside the bureau it may have, in CIDR notation, blanks between.
        CREATE TABLE IF NOT EXISTS hub_webhook_host (host TEXT NOT NULL, port INTEGER NOT NULL, plain INTEGER NOT NULL,
          networks TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (host, port)) WITHOUT ROWID;
        -- What partners dispute. shown: the field's value as the feed showed it, claimed: what it should be, both as JSON. state: open,
        -- accepted, rejected, resolved. note is for the partner, internal is not. answer_seq, answer_rev, answer_cause: the line that showed the
        -- record otherwise than it was disputed. request_key, request_hash: the caller's own name for the request, and what it held.
        CREATE TABLE IF NOT EXISTS hub_objection (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, consumer INTEGER NOT NULL,
          feed TEXT NOT NULL, entity TEXT NOT NULL, row INTEGER NOT NULL, record TEXT NOT NULL, rev INTEGER NOT NULL, field TEXT,
          shown TEXT, claimed TEXT, reason TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, decided INTEGER, who TEXT,
          note TEXT, internal TEXT, answer_seq INTEGER, answer_rev INTEGER, answer_cause TEXT, answered INTEGER, request_key TEXT,
          request_hash BLOB);
        CREATE INDEX IF NOT EXISTS hub_objection_consumer ON hub_objection (consumer, feed, number);
        CREATE INDEX IF NOT EXISTS hub_objection_state ON hub_objection (state, number);
        CREATE UNIQUE INDEX IF NOT EXISTS hub_objection_request ON hub_objection (consumer, request_key)
          WHERE request_key IS NOT NULL;
        """
}
