-- Who is signed in to the console: a random token in a cookie, of which only the hash is kept, that
-- stands for the key it was exchanged for.

CREATE TABLE console_session (
  token_hash bytea PRIMARY KEY,
  key_id     bigint NOT NULL REFERENCES api_key ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  used_at    timestamptz NOT NULL      -- to the minute
);
CREATE INDEX console_session_by_key ON console_session (key_id, created_at);
