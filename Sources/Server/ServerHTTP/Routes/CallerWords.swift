internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

extension SignedInCaller {
    init(_ person: SignIn.Person) {
        self.init(
            tenant: person.tenant, user: person.user, token: person.token, scopes: Set(person.scopes.map(Scope.init)),
            unixAccount: person.unixAccount)
    }

    /// The same caller as the tenants' half knows it.
    var person: SignIn.Person {
        SignIn.Person(
            tenant: tenant, user: user, token: token, scopes: Set(scopes.map(TokenScope.init)),
            unixAccount: unixAccount)
    }
}

extension ServerAnswer {
    /// What is kept of the answer for when its request comes again.
    var stored: StoredAnswer {
        StoredAnswer(status: status, contentType: contentType ?? "", body: Array((replayBody ?? body).utf8))
    }

    init(_ stored: StoredAnswer) {
        self.init(
            status: stored.status, String(decoding: stored.body, as: UTF8.self), contentType: stored.contentType)
    }
}
