extension SchemaStep {
    /// Channels, whose number they are, and what is due.
    ///
    /// A channel can be inserted by hand with its user, type, name, status and credentials. What it lacks is filled in by
    /// defaults and a trigger, which also asks for a check: until then the row has no effect.
    static let channels = SchemaStep(
        name: "channels", sqlite: channelTables(.sqlite, tenant: "NOT NULL DEFAULT ''") + sqliteTrigger,
        postgres: channelTables(.postgres, tenant: "NOT NULL") + walled("channels") + postgresTrigger)

    private static func channelTables(_ type: ColumnTypes, tenant: String) -> String {
        """
        CREATE TABLE channels (
            tenant_id \(type.id) \(tenant), id \(type.id) NOT NULL DEFAULT \(type.newID), user_id \(type.id) NOT NULL,
            type \(type.text) NOT NULL, name \(type.text) NOT NULL,
            status \(type.text) NOT NULL DEFAULT 'inactive' CHECK (status IN ('active', 'inactive', 'connected')),
            credentials \(type.json) NOT NULL, proof \(type.text) NOT NULL DEFAULT 'unchecked',
            proved_at \(type.number), sealed_at \(type.number), exposed_at \(type.number),
            previous_token \(type.text), previous_until \(type.number),
            messaging_service_sid \(type.text), mps \(type.number), timezone \(type.text),
            quiet_hours \(type.json), assistant \(type.json), webhook_seen_at \(type.number),
            created_at \(type.number) NOT NULL DEFAULT \(type.now), deleted_at \(type.number),
            version \(type.number) NOT NULL DEFAULT 1, change_seq \(type.number),
            PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX channels_change ON channels (tenant_id, change_seq);
        CREATE TABLE sender_route (
            address \(type.text) NOT NULL PRIMARY KEY, account_sid \(type.text) NOT NULL,
            tenant_id \(type.id) NOT NULL, channel_id \(type.id) NOT NULL, claimed_at \(type.number) NOT NULL,
            FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id)
        \(type.end)
        CREATE INDEX sender_route_account ON sender_route (account_sid);
        CREATE INDEX sender_route_channel ON sender_route (tenant_id, channel_id);
        CREATE TABLE job_due (
            id \(type.id) NOT NULL PRIMARY KEY DEFAULT \(type.newID), tenant_id \(type.id) NOT NULL,
            kind \(type.text) NOT NULL, subject \(type.id), due_at \(type.number) NOT NULL,
            fence \(type.number) NOT NULL DEFAULT 0, attempts \(type.number) NOT NULL DEFAULT 0,
            buried_at \(type.number), UNIQUE (tenant_id, kind, subject)
        \(type.end)
        CREATE INDEX job_due_next ON job_due (due_at, id) WHERE buried_at IS NULL;

        """
    }

    private static let postgresTrigger = """
        CREATE FUNCTION leadline_fill_channel() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.tenant_id IS NULL THEN
                SELECT tenant_id INTO NEW.tenant_id FROM user_route WHERE user_id = NEW.user_id;
                IF NEW.tenant_id IS NULL THEN
                    RAISE foreign_key_violation USING MESSAGE = 'there is no such user';
                END IF;
            END IF;
            UPDATE change_sequences SET last = last + 1 WHERE tenant_id = NEW.tenant_id
                RETURNING last INTO NEW.change_seq;
            NEW.exposed_at := leadline_now();
            INSERT INTO job_due (tenant_id, kind, subject, due_at)
                VALUES (NEW.tenant_id, 'check_channel', NEW.id, leadline_now());
            RETURN NEW;
        END $$;
        CREATE TRIGGER channels_filled BEFORE INSERT ON channels FOR EACH ROW WHEN (NEW.change_seq IS NULL)
            EXECUTE FUNCTION leadline_fill_channel();

        """

    /// SQLite cannot fill in before a row is written, so it does at once after.
    private static let sqliteTrigger = """
        CREATE TRIGGER channels_filled AFTER INSERT ON channels WHEN NEW.change_seq IS NULL BEGIN
            SELECT RAISE(ABORT, 'there is no such user')
                WHERE NOT EXISTS (SELECT 1 FROM user_route WHERE user_id = NEW.user_id);
            UPDATE change_sequences SET last = last + 1
                WHERE tenant_id = (SELECT tenant_id FROM user_route WHERE user_id = NEW.user_id);
            UPDATE channels SET (tenant_id, change_seq) = (
                    SELECT route.tenant_id, sequence.last FROM user_route AS route
                    JOIN change_sequences AS sequence ON sequence.tenant_id = route.tenant_id
                    WHERE route.user_id = NEW.user_id),
                exposed_at = \(ColumnTypes.sqlite.now)
                WHERE rowid = NEW.rowid;
            INSERT INTO job_due (tenant_id, kind, subject, due_at)
                SELECT tenant_id, 'check_channel', NEW.id, \(ColumnTypes.sqlite.now)
                FROM user_route WHERE user_id = NEW.user_id;
        END;

        """
}
