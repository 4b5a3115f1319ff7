extension Schema {
    /// Version 1.
    ///
    /// - `lead.activity` and `waiting_key` are what the table is sorted by; `flags` is what it is filtered by
    ///   (`LeadFlags`). All of them, and `tally`, follow from the messages and are kept by every transaction that
    ///   changes one.
    /// - `message.id` and `position` are places in time (`TimePlace`); `kind` tells what a message means for its lead
    ///   (`MessageKind`); `status` is a small number for the words we know and text for others.
    /// - `message_words` holds the words of every message, `word` each word once, and `word_pieces` the pieces of three
    ///   letters that words are made of: pieces of every message would take twice the time and the room of all the
    ///   rest.
    /// - `lead_text.words` is what a filter looks through: name, address and last message, folded, a line each.
    /// - A `lead.id` is never given twice: a person may be forgotten, and who comes next must not be taken for them.
    /// - `media_wish` is what somebody waits for of attachments: the list of a message's (`kind` 0, `target` the
    ///   message), or one's content (1, the attachment). Without `next_at` it was given up, for the reason in
    ///   `failure`.
    /// - Times are milliseconds since 1970, money is millionths.
    static let step1 = """
        CREATE TABLE note (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

        CREATE TABLE number (id INTEGER PRIMARY KEY, e164 TEXT NOT NULL UNIQUE);

        CREATE TABLE lead (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            address TEXT NOT NULL UNIQUE,
            display TEXT NOT NULL,
            name TEXT,
            name_key TEXT NOT NULL,
            activity INTEGER NOT NULL,
            waiting_key INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            unread INTEGER NOT NULL,
            last_message INTEGER,
            read_position INTEGER NOT NULL,
            in_position INTEGER NOT NULL,
            out_position INTEGER NOT NULL,
            failed_position INTEGER NOT NULL,
            waiting_position INTEGER NOT NULL,
            word_position INTEGER NOT NULL,
            our_number INTEGER,
            our_conversation INTEGER
        );
        CREATE INDEX lead_by_activity ON lead (activity);
        CREATE INDEX lead_by_waiting ON lead (waiting_key);
        CREATE INDEX lead_by_name ON lead (name_key);
        CREATE INDEX lead_urgent ON lead (activity) WHERE flags & \(LeadFlags.urgent.rawValue) <> 0;
        CREATE INDEX lead_waiting ON lead (activity) WHERE flags & \(LeadFlags.waiting.rawValue) <> 0;

        CREATE TABLE lead_text (lead_id INTEGER PRIMARY KEY, name TEXT NOT NULL, words TEXT NOT NULL);
        CREATE VIRTUAL TABLE lead_pieces USING fts5 (
            words, content = 'lead_text', content_rowid = 'lead_id', columnsize = 0,
            tokenize = "trigram", detail = none);

        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY,
            lead_id INTEGER NOT NULL,
            number_id INTEGER,
            remote_jid TEXT NOT NULL
        );
        CREATE INDEX conversation_by_lead ON conversation (lead_id, number_id);

        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            lead_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            conversation_id INTEGER NOT NULL,
            sid,
            status,
            send_state INTEGER,
            error_code INTEGER,
            error_text TEXT,
            segments INTEGER,
            media_count INTEGER NOT NULL,
            price INTEGER,
            price_unit TEXT,
            created_at INTEGER NOT NULL,
            sent_at INTEGER,
            updated_at INTEGER,
            body TEXT NOT NULL,
            made_here INTEGER NOT NULL,
            send_at INTEGER
        );
        CREATE UNIQUE INDEX message_by_sid ON message (sid) WHERE sid IS NOT NULL;
        CREATE INDEX message_by_lead ON message (lead_id, position, kind);

        CREATE VIRTUAL TABLE message_words USING fts5 (
            body, content = 'message', content_rowid = 'id', columnsize = 0,
            tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
        INSERT INTO message_words (message_words, rank) VALUES ('automerge', 8), ('hashsize', 4194304);
        CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE VIRTUAL TABLE word_pieces USING fts5 (
            text, content = 'word', content_rowid = 'id', columnsize = 0, tokenize = "trigram", detail = none);

        CREATE TABLE media (
            id INTEGER PRIMARY KEY,
            message_id INTEGER NOT NULL,
            place INTEGER NOT NULL,
            sid TEXT,
            content_type TEXT NOT NULL,
            size INTEGER,
            hash TEXT,
            url TEXT
        );
        CREATE INDEX media_by_message ON media (message_id, place);
        CREATE INDEX media_by_hash ON media (hash) WHERE hash IS NOT NULL;

        CREATE TABLE content (
            hash TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            used_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX content_by_use ON content (used_at);

        CREATE TABLE media_wish (
            kind INTEGER NOT NULL,
            target INTEGER NOT NULL,
            tries INTEGER NOT NULL,
            next_at INTEGER,
            failure TEXT,
            PRIMARY KEY (kind, target)
        ) WITHOUT ROWID;

        CREATE TABLE outbox (
            message_id INTEGER PRIMARY KEY,
            lead_id INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            sender TEXT,
            body TEXT NOT NULL,
            media_urls TEXT NOT NULL,
            state INTEGER NOT NULL,
            queued_at INTEGER NOT NULL,
            due_at INTEGER,
            send_at INTEGER,
            attempted_at INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            looks INTEGER NOT NULL DEFAULT 0,
            next_look_at INTEGER,
            seen_up_to INTEGER,
            settled_at INTEGER,
            source TEXT NOT NULL,
            session TEXT NOT NULL
        );
        CREATE INDEX outbox_open ON outbox (queued_at) WHERE settled_at IS NULL;
        CREATE INDEX outbox_by_lead ON outbox (lead_id);

        CREATE TABLE draft (
            lead_id INTEGER PRIMARY KEY,
            address TEXT NOT NULL,
            body TEXT NOT NULL,
            caret INTEGER NOT NULL,
            media_urls TEXT NOT NULL,
            sender TEXT,
            version INTEGER NOT NULL,
            saved_at INTEGER NOT NULL
        );

        CREATE TABLE status_watch (
            message_id INTEGER PRIMARY KEY,
            looks INTEGER NOT NULL,
            since INTEGER NOT NULL,
            next_at INTEGER NOT NULL,
            planned_at INTEGER,
            is_final INTEGER NOT NULL
        );
        CREATE INDEX status_watch_by_next ON status_watch (next_at);

        CREATE TABLE list_cursor (
            number TEXT NOT NULL,
            side TEXT NOT NULL,
            has_begun INTEGER NOT NULL,
            next_page TEXT,
            reached_end INTEGER NOT NULL,
            head_since INTEGER,
            oldest_at INTEGER,
            PRIMARY KEY (number, side)
        ) WITHOUT ROWID;

        CREATE TABLE price_tally (
            number_id INTEGER NOT NULL,
            calling_code INTEGER NOT NULL,
            unit TEXT NOT NULL,
            amount INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (number_id, calling_code, unit, amount)
        ) WITHOUT ROWID;

        CREATE TABLE tally (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            leads INTEGER NOT NULL DEFAULT 0,
            unread_leads INTEGER NOT NULL DEFAULT 0,
            unread_messages INTEGER NOT NULL DEFAULT 0,
            waiting INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            held INTEGER NOT NULL DEFAULT 0,
            unknown INTEGER NOT NULL DEFAULT 0,
            messages INTEGER NOT NULL DEFAULT 0,
            inbound INTEGER NOT NULL DEFAULT 0
        );
        INSERT INTO tally (id) VALUES (1);
        """
}
