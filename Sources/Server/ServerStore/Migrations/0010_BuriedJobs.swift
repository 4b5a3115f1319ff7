extension SchemaStep {
    /// By what is found how much was given up.
    static let buriedJobs = SchemaStep(name: "buried_jobs", sqlite: buriedIndex, postgres: buriedIndex)

    private static let buriedIndex = """
        CREATE INDEX job_due_buried ON job_due (id) WHERE buried_at IS NOT NULL;
        CREATE INDEX event_due_moment ON event_due (due_at);

        """
}
