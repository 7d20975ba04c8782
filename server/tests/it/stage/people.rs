use atrium::{
    actor::{Caller, Proof},
    clock,
    database::Db,
    identity::{self, CreateToken, Effort, SignIn, SignUp, TokenScope},
    ids::{ApiTokenId, PersonId, SessionId},
};

/// Where everybody lives: for an hour or two of each night it is a day later there than in UTC.
pub const TIME_ZONE: &str = "Europe/Berlin";

const PASSWORD: &str = "quiet harbour lantern";

/// Somebody with an account, signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub caller: Caller,
    pub email: String,
    pub password: String,
    /// The session secret that their browser carries.
    pub secret: String,
}

impl Person {
    pub async fn new(db: &Db, name: &str) -> Self {
        let email = format!("{}@example.test", uuid::Uuid::now_v7().simple());
        let form = SignUp {
            email: &email,
            name,
            password: PASSWORD,
            time_zone: TIME_ZONE,
            effort: Effort::Reduced,
            address: None,
        };
        let id = identity::sign_up(db, form, clock::now()).await.expect("signs up");
        let caller = Caller { person_id: id, proof: Proof::Operator };
        let mut person = Self { caller, email, password: PASSWORD.to_owned(), secret: String::new() };
        let (session, secret) = person.sign_in(db).await;
        person.caller.proof = Proof::Session(session);
        person.secret = secret;
        person
    }

    pub fn id(&self) -> PersonId {
        self.caller.person_id
    }

    /// Begins one more session.
    pub async fn sign_in(&self, db: &Db) -> (SessionId, String) {
        let form = SignIn {
            email: &self.email,
            password: &self.password,
            device: "a test",
            address: &self.email,
            previous: None,
        };
        let fresh = identity::sign_in(db, form, clock::now()).await.expect("signs in");
        (fresh.session_id, fresh.secret)
    }

    /// Makes an API token.
    pub async fn token(&self, db: &Db, scope: TokenScope) -> (ApiTokenId, String) {
        let form = CreateToken { name: "a test", scope, days: 1 };
        let made = identity::create_token(db, &self.caller, form, None, clock::now()).await.expect("a token");
        (made.id, made.token.expect("a secret"))
    }

    /// Asks for a new password, and takes the secret out of the mail.
    pub async fn reset_token(&self, db: &Db) -> String {
        identity::request_reset(db, &self.email, "http://atrium.test", clock::now()).await.expect("asks");
        let mails = identity::mailbox(db, true).await.expect("mails");
        let (letter, _) = mails.iter().find(|(letter, _)| letter.recipient == self.email).expect("a mail");
        let secret = letter.text.split("token=").nth(1).and_then(|rest| rest.split_whitespace().next());
        secret.expect("a link").to_owned()
    }
}
