extension Schema {
    /// Version 9: more of how far each list was read.
    ///
    /// - `solid_at`: nothing of the list from before this moment is missing above its history; a walk ends only below it,
    ///   so that one that was cut off joins nothing that it brought itself.
    /// - `deep_since`: when the last look began that went back a day.
    /// - `earlier_page` is the page that named `next_page`, and `lost_page` one that was named and brought nothing.
    /// - `read_floor`: what is older than this was there before the list was first read, and counts as read.
    /// - A lead that wrote by RCS is the person who has the number.
    /// - `own_number` are numbers that messages of ours left from, or that belong to the profile's messaging service,
    ///   without standing in the settings.
    static let step9 = """
        ALTER TABLE list_cursor ADD COLUMN solid_at INTEGER;
        ALTER TABLE list_cursor ADD COLUMN deep_since INTEGER;
        ALTER TABLE list_cursor ADD COLUMN earlier_page TEXT;
        ALTER TABLE list_cursor ADD COLUMN lost_page TEXT;
        ALTER TABLE list_cursor ADD COLUMN read_floor INTEGER;
        UPDATE list_cursor SET read_floor = (SELECT value FROM note WHERE key = 'read_floor');
        UPDATE conversation SET remote_jid = 'sms_' || substr(remote_jid, 12)
            WHERE remote_jid LIKE 'smsid_rcs:+%' AND lead_id IN (SELECT id FROM lead AS one WHERE NOT EXISTS (
                SELECT 1 FROM lead WHERE lead.address = substr(one.address, 5)));
        UPDATE lead SET address = substr(address, 5), flags = flags & ~\(LeadFlags.unanswerable.rawValue)
            WHERE address LIKE 'rcs:+%' AND NOT EXISTS (
                SELECT 1 FROM lead AS other WHERE other.address = substr(lead.address, 5));
        CREATE TABLE own_number (e164 TEXT PRIMARY KEY, is_of_service INTEGER NOT NULL) WITHOUT ROWID;
        """
}
