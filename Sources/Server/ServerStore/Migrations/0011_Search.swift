extension SchemaStep {
    /// The words of all messages. A tenant is a word of its own there, so that the words of one are found without looking at
    /// another's.
    ///
    /// On PostgreSQL a policy would keep the index from being used, since text operators may tell of rows that are not
    /// shown. So the owner's function looks, for the tenant of the transaction alone.
    static let search = SchemaStep(name: "search", sqlite: sqliteSearch, postgres: postgresSearch)

    private static let sqliteSearch = """
        CREATE VIRTUAL TABLE message_search USING fts5 (
            tenant, message UNINDEXED, body, columnsize = 0, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
        INSERT INTO message_search (tenant, message, body)
            SELECT 't' || replace(tenant_id, '-', ''), id, body FROM messages WHERE body <> '' ORDER BY arrival;
        CREATE TRIGGER messages_searched AFTER INSERT ON messages WHEN NEW.body <> '' BEGIN
            INSERT INTO message_search (tenant, message, body)
                VALUES ('t' || replace(NEW.tenant_id, '-', ''), NEW.id, NEW.body);
        END;
        CREATE TRIGGER messages_rewritten AFTER UPDATE OF body ON messages WHEN NEW.body <> OLD.body BEGIN
            DELETE FROM message_search WHERE message = OLD.id;
            INSERT INTO message_search (tenant, message, body)
                SELECT 't' || replace(NEW.tenant_id, '-', ''), NEW.id, NEW.body WHERE NEW.body <> '';
        END;
        CREATE TRIGGER messages_unsearched AFTER DELETE ON messages BEGIN
            DELETE FROM message_search WHERE message = OLD.id;
        END;

        """

    private static let postgresSearch = #"""
        CREATE FUNCTION leadline_words(tenant uuid, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT setweight(to_tsvector('pg_catalog.simple', 't' || replace(tenant::text, '-', '')), 'A')
                || setweight(to_tsvector('pg_catalog.simple',
                    translate(body, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))), 'B')
        $$;
        CREATE INDEX messages_words ON messages USING gin (leadline_words(tenant_id, body));
        CREATE FUNCTION leadline_search(wanted uuid, words text, before bigint, most bigint)
            RETURNS TABLE (found uuid, place bigint) LANGUAGE sql STABLE SECURITY DEFINER
            SET search_path = public, pg_temp AS $$
            SELECT id, arrival FROM messages
            WHERE leadline_words(tenant_id, body) @@ to_tsquery('pg_catalog.simple', words) AND tenant_id = wanted
                AND wanted = leadline_tenant() AND arrival < before
            ORDER BY arrival DESC LIMIT most
        $$;

        """#
}
