extension SchemaStep {
    /// Who there is: tenants, users, tokens; the nodes; and the numbers under which changes are told.
    ///
    /// The tables whose names end in `_route` are read before it is known which tenant is meant. They hold what is looked
    /// for and ids, and stand outside of the wall.
    static let tenants = SchemaStep(
        name: "tenants", sqlite: tenantTables(.sqlite), postgres: functions + tenantTables(.postgres) + tenantWalls)

    private static func tenantTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE server_instance (
            only_row \(type.number) NOT NULL PRIMARY KEY CHECK (only_row = 1),
            id \(type.id) NOT NULL, epoch \(type.id) NOT NULL, created_at \(type.number) NOT NULL
        \(type.end)
        CREATE TABLE nodes (
            id \(type.id) NOT NULL PRIMARY KEY, started_at \(type.number) NOT NULL,
            heartbeat_at \(type.number) NOT NULL, key_versions \(type.text) NOT NULL
        \(type.end)
        CREATE TABLE tenants (
            id \(type.id) NOT NULL PRIMARY KEY, name \(type.text) NOT NULL, created_at \(type.number) NOT NULL,
            suspended_at \(type.number)
        \(type.end)
        CREATE TABLE change_sequences (
            tenant_id \(type.id) NOT NULL PRIMARY KEY REFERENCES tenants (id), last \(type.number) NOT NULL
        \(type.end)
        CREATE TABLE users (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), id \(type.id) NOT NULL,
            name \(type.text) NOT NULL, created_at \(type.number) NOT NULL, suspended_at \(type.number),
            version \(type.number) NOT NULL, change_seq \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, id)
        \(type.end)
        CREATE INDEX users_change ON users (tenant_id, change_seq);
        CREATE TABLE user_route (
            user_id \(type.id) NOT NULL PRIMARY KEY, name \(type.text) NOT NULL UNIQUE,
            tenant_id \(type.id) NOT NULL, FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX user_route_tenant ON user_route (tenant_id);
        CREATE TABLE tokens (
            tenant_id \(type.id) NOT NULL, id \(type.id) NOT NULL, user_id \(type.id) NOT NULL,
            hash \(type.bytes) NOT NULL, scopes \(type.text) NOT NULL, device_label \(type.text) NOT NULL,
            unix_account \(type.text), created_at \(type.number) NOT NULL, expires_at \(type.number),
            last_used_at \(type.number), revoked_at \(type.number),
            PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX tokens_user ON tokens (tenant_id, user_id);
        CREATE TABLE token_route (
            hash \(type.bytes) NOT NULL PRIMARY KEY, tenant_id \(type.id) NOT NULL, token_id \(type.id) NOT NULL,
            FOREIGN KEY (tenant_id, token_id) REFERENCES tokens (tenant_id, id)
        \(type.end)

        """
    }

    private static var tenantWalls: String {
        walled("tenants", by: "id") + walled("change_sequences") + walled("users") + walled("tokens")
    }

    private static let functions = """
        -- The tenant of this transaction. Once one was set in a connection, the setting is empty between transactions.
        CREATE FUNCTION leadline_tenant() RETURNS uuid LANGUAGE sql STABLE AS
            $$ SELECT nullif(current_setting('leadline.tenant', true), '')::uuid $$;
        CREATE FUNCTION leadline_now() RETURNS bigint LANGUAGE sql VOLATILE AS
            $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;
        -- A version 7 UUID: the moment, then chance.
        CREATE FUNCTION leadline_new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
            SELECT encode(set_byte(overlay(chance PLACING substring(int8send(leadline_now()) FROM 3) FROM 1 FOR 6),
                6, (get_byte(chance, 6) & 15) | 112), 'hex')::uuid
            FROM (SELECT uuid_send(gen_random_uuid()) AS chance) AS source $$;

        """
}
