extension SchemaStep {
    /// Links that open one file to whoever has them. They are read before a tenant is known, and hold hashes and ids.
    static let mediaLinks = SchemaStep(
        name: "media_links", sqlite: mediaLinkTables(.sqlite), postgres: mediaLinkTables(.postgres))

    private static func mediaLinkTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE media_route (
            hash \(type.bytes) NOT NULL PRIMARY KEY, tenant_id \(type.id) NOT NULL, media_id \(type.id) NOT NULL,
            expires_at \(type.number) NOT NULL,
            FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
        \(type.end)
        CREATE INDEX media_route_expiry ON media_route (expires_at);
        CREATE INDEX media_content ON media (tenant_id, content_hash);

        """
    }
}
