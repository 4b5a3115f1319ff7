import Testing

@testable import ServerStore

@Suite("What to do when the database says no")
struct ErrorSortingTests {
    @Test(
        "Each of PostgreSQL's answers says whether to try again, to wait, or to tell somebody",
        arguments: [
            ("40001", .conflict(detail: "40001")), ("40P01", .conflict(detail: "40P01")),
            ("55P03", .busy(detail: "55P03")), ("57014", .busy(detail: "57014")), ("53300", .busy(detail: "53300")),
            ("53100", .full), ("57P01", .gone(detail: "57P01")), ("57P03", .gone(detail: "57P03")),
            ("08006", .gone(detail: "08006")), ("25006", .gone(detail: "25006")), ("23503", .constraint(.reference)),
            ("XX001", .damaged(detail: "XX001")), ("22P02", .ourFault(detail: "PostgreSQL 22P02")),
            ("42501", .ourFault(detail: "PostgreSQL 42501")),
        ] as [(String, TenantStoreError)])
    func postgres(state: String, error: TenantStoreError) {
        #expect(TenantStoreError(sqlState: state, constraint: nil, isBroken: false) == error)
    }

    @Test("A connection that broke without a word counts as a database that is away")
    func broken() {
        #expect(TenantStoreError(sqlState: nil, constraint: nil, isBroken: true) == .gone(detail: ""))
    }

    @Test("Both databases name a rule of the schema alike")
    func constraints() {
        for (postgres, sqlite, constraint) in [
            ("user_route_name_key", "user_route.name", StoreConstraint.userName),
            ("token_route_pkey", "token_route.hash", .tokenHash),
            ("sender_route_pkey", "sender_route.address", .senderAddress),
        ] {
            let error = TenantStoreError(sqlState: "23505", constraint: postgres, isBroken: false)
            #expect(error == .constraint(constraint))
            #expect(StoreConstraint(named: sqlite) == constraint)
        }
        #expect(StoreConstraint(named: "another_key") == .other("another_key"))
    }

    @Test("Whatever goes wrong is said in words that a person can use")
    func words() {
        let errors: [TenantStoreError] = [
            .busy(detail: "55P03"), .conflict(detail: "40001"), .gone(detail: "Connection refused"), .undecided,
            .constraint(.userName), .full, .readOnly(detail: "x"), .newerVersion(found: 4, known: 3),
            .olderVersion(found: 2, known: 3), .unsafeRole(.superuser), .damaged(detail: "x"), .badAddress,
            .ourFault(detail: "x"),
        ]

        #expect(Set(errors.map(\.description)).count == errors.count)
        #expect(TenantStoreError.olderVersion(found: 2, known: 3).description.contains("leadline-server migrate"))
        #expect(TenantStoreError.unsafeRole(.owner).description.contains("LEADLINE_OWNER_URL"))
    }
}
