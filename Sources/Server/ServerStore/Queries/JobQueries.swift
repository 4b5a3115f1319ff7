package import Messaging

/// The tenant's work that waits for its time.
package struct JobQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Asks for work, in the transaction that makes it necessary. Of one kind and subject there is one job; asked for
    /// again, it is due at the earlier of both moments, and is dug out where it was buried.
    package func put(_ kind: String, about subject: UniqueID?, at moment: Instant) throws {
        try connection.change(
            """
            INSERT INTO job_due (id, tenant_id, kind, subject, due_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, kind, subject) DO UPDATE SET
                due_at = CASE WHEN job_due.due_at < excluded.due_at AND job_due.buried_at IS NULL
                    THEN job_due.due_at ELSE excluded.due_at END,
                attempts = CASE WHEN job_due.buried_at IS NULL THEN job_due.attempts ELSE 0 END,
                fence = job_due.fence + 1, buried_at = NULL
            """, transaction.newID(as: JobID.self), transaction.tenant, kind, subject, moment)
    }

    /// Ends a job, in the transaction that holds what it did. Throws where it was taken from the caller meanwhile, so that
    /// nothing of the transaction stays.
    package func finish(_ job: DueJob) throws {
        try held(
            connection.change(
                "DELETE FROM job_due WHERE id = $1 AND tenant_id = $2 AND fence = $3", job.id, transaction.tenant,
                job.fence))
    }

    /// Leaves a job that failed for later.
    package func retry(_ job: DueJob, at moment: Instant) throws {
        try held(
            connection.change(
                """
                UPDATE job_due SET due_at = $4, attempts = attempts + 1 WHERE id = $1 AND tenant_id = $2 AND fence = $3
                """, job.id, transaction.tenant, job.fence, moment))
    }

    /// Leaves a job that never ends for its next time; how often it failed before does not count any more.
    package func rest(_ job: DueJob, until moment: Instant) throws {
        try held(
            connection.change(
                "UPDATE job_due SET due_at = $4, attempts = 0 WHERE id = $1 AND tenant_id = $2 AND fence = $3", job.id,
                transaction.tenant, job.fence, moment))
    }

    /// Gives a job up until a person wants it again.
    package func bury(_ job: DueJob) throws {
        try held(
            connection.change(
                """
                UPDATE job_due SET buried_at = $4, attempts = attempts + 1
                WHERE id = $1 AND tenant_id = $2 AND fence = $3
                """, job.id, transaction.tenant, job.fence, transaction.now))
    }

    /// What was given up.
    package func buried(limit: Int) throws -> [DueJob] {
        try connection.all(
            """
            SELECT \(DueJob.columns) FROM job_due WHERE tenant_id = $1 AND buried_at IS NOT NULL ORDER BY id LIMIT $2
            """, transaction.tenant, limit)
    }

    private func held(_ rows: Int) throws {
        if rows == 0 { throw JobTakenAway() }
    }
}

/// Somebody else has taken a job, because its time had run out: what this caller did about it does not count.
package struct JobTakenAway: Error, Hashable, Sendable {}

/// How much work waits on the whole server, and for how long the oldest is due.
package struct WorkLoad: Hashable, Sendable {
    package let jobsDue: Int
    package let jobsBuried: Int
    package let oldestJob: Duration
    package let eventsDue: Int
    package let oldestEvent: Duration
}

/// What is due, of all tenants.
package struct DueJobQueries {
    let transaction: ServerTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Takes the jobs that have been due for the longest time. Whoever takes them has them until `lease` is over; then they
    /// are due again.
    package func take(limit: Int, lease: Duration) throws -> [DueJob] {
        try connection.all(
            """
            UPDATE job_due SET due_at = $2, fence = fence + 1 WHERE id IN (
                SELECT id FROM job_due WHERE due_at <= $1 AND buried_at IS NULL
                ORDER BY due_at, id LIMIT $3\(connection.dialect.skippingLocked))
            RETURNING \(DueJob.columns)
            """, transaction.now, transaction.now + lease, limit)
    }

    /// Has all jobs of a kind done at once.
    package func hasten(_ kind: String) throws {
        try connection.change(
            "UPDATE job_due SET due_at = $2 WHERE kind = $1 AND due_at > $2 AND buried_at IS NULL", kind,
            transaction.now)
    }

    /// How much work there is. What is more than anybody needs to know is not counted.
    package func load() throws -> WorkLoad {
        func count(_ rows: String) throws -> Int {
            try connection.value("SELECT count(*) FROM (SELECT 1 FROM \(rows) LIMIT 100000) AS rows", transaction.now)
                ?? 0
        }
        let event: Instant?? = try connection.value("SELECT min(due_at) FROM event_due")
        return WorkLoad(
            jobsDue: try count("job_due WHERE due_at <= $1 AND buried_at IS NULL"),
            jobsBuried: try count("job_due WHERE buried_at IS NOT NULL AND $1 = $1"),
            oldestJob: try next().map { max(.zero, transaction.now - $0) } ?? .zero,
            eventsDue: try count("event_due WHERE due_at <= $1"),
            oldestEvent: (event ?? nil).map { max(.zero, transaction.now - $0) } ?? .zero)
    }

    /// When the next one is due.
    package func next() throws -> Instant? {
        let moment: Instant?? = try connection.value("SELECT min(due_at) FROM job_due WHERE buried_at IS NULL")
        return moment ?? nil
    }
}
