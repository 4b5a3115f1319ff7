extension Schema {
    /// Version 16: a mirror may be fed by a Leadline server.
    ///
    /// - `served_lead`, `served_conversation` and `served_message` tell which row here a row of the server is, and the
    ///   version that was taken in; an older one says nothing. A version of -1 is to be told anew.
    /// - `arrival` is a message's place among all of the tenant's. Unread is what came behind both marks of its
    ///   conversation: `read_up_to`, the person's own, and `last_outbound`.
    /// - `served_block` are the entries of the server's ledger of those who must not be written to.
    /// - `wish` is what people have changed here and the server does not know yet, in the order in which it is told;
    ///   `key` is the name under which telling it twice is telling it once.
    /// - `feed_place` is where each list, and the feed, goes on; a list that was read to its end has no `next`.
    static let step16 = """
        CREATE TABLE served_lead (
            id TEXT PRIMARY KEY,
            lead_id INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX served_lead_by_lead ON served_lead (lead_id);
        CREATE TABLE served_conversation (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            lead_id INTEGER NOT NULL,
            version INTEGER NOT NULL,
            last_outbound INTEGER NOT NULL,
            read_up_to INTEGER NOT NULL,
            mark_version INTEGER NOT NULL
        );
        CREATE INDEX served_conversation_by_lead ON served_conversation (lead_id);
        CREATE TABLE served_message (
            id TEXT PRIMARY KEY,
            message_id INTEGER NOT NULL,
            conversation INTEGER NOT NULL,
            arrival INTEGER NOT NULL,
            is_inbound INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX served_message_by_message ON served_message (message_id);
        CREATE INDEX served_inbound ON served_message (conversation, arrival) WHERE is_inbound;
        CREATE TABLE served_block (
            id TEXT PRIMARY KEY,
            address TEXT,
            is_by_lead INTEGER NOT NULL,
            is_open INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX served_block_by_address ON served_block (address) WHERE is_open;
        CREATE TABLE wish (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL,
            target TEXT NOT NULL,
            field TEXT NOT NULL,
            wanted TEXT,
            seen TEXT,
            made_at INTEGER NOT NULL
        );
        CREATE INDEX wish_by_target ON wish (target, field);
        CREATE TABLE feed_place (list TEXT PRIMARY KEY, next TEXT, is_done INTEGER NOT NULL) WITHOUT ROWID;
        """
}
