import LocalStore

extension Complaint {
    /// What a person is told of a failure of the store.
    init(_ error: StoreError) {
        let status: ExitStatus =
            switch error {
            case .busy, .full: .tryLater
            case .otherSource: .settings
            case .newerVersion, .damaged, .readOnly, .unsafeFile, .missing, .ourFault: .failure
            }
        self.init(status, error.description)
    }
}

/// Runs `body` and says its failure in a person's words.
func complaining<Answer>(_ body: () throws -> Answer) throws(Complaint) -> Answer {
    do {
        return try body()
    } catch let complaint as Complaint {
        throw complaint
    } catch let error as StoreError {
        throw Complaint(error)
    } catch {
        throw Complaint(.failure, "Something failed that should not (\(type(of: error))).")
    }
}
