extension Schema {
    /// Version 18: texts of ours may be handed over to a server.
    ///
    /// - `seen_arrival` is how far the writer of a text had seen what was said, as the server counts: by arrival. One that
    ///   came late and stands far up counts as unseen then. Without it nobody has looked.
    /// - `our_number` is the number of ours that a conversation of the server's is held from.
    static let step18 = """
        ALTER TABLE outbox ADD COLUMN seen_arrival INTEGER;
        ALTER TABLE served_conversation ADD COLUMN our_number TEXT;
        UPDATE served_conversation SET our_number = (
            SELECT n.e164 FROM served_message s JOIN message m ON m.id = s.message_id
                JOIN conversation t ON t.id = m.conversation_id JOIN number n ON n.id = t.number_id
            WHERE s.conversation = served_conversation.number AND s.is_inbound LIMIT 1);
        """
}
