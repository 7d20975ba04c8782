-- A creation under an Idempotency-Key that belongs to no workspace yet: a workspace itself, an API
-- token. What `idempotency` is for one workspace, this is for one person.
create table account_idempotency (
  person_id uuid not null references person (id) on delete cascade,
  key text not null,
  fingerprint bytea not null,
  subject_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (person_id, key),
  constraint account_idempotency_key_length check (length(key) between 1 and 200)
);
call protect_identity_table('account_idempotency');
