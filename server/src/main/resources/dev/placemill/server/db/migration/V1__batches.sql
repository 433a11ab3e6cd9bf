-- The nouns of Placemill and where each is kept.
--
--   organization, api_key          who may ask                                  room org
--   batch, slice_input,            what clients submitted and what came of it;   room batch
--     result_chunk                 large, cold, partitioned by day
--   slice, waiting_batch, node     what is worked next, by whom; small and hot   room queue
--
-- Organization and day lead the keys of everything a client owns, so that a read touches one
-- partition and organizations can be spread over several databases later.

-- The engine's clock is the database's, whatever the clocks of the nodes say. Tests replace this
-- function to let time pass.
CREATE FUNCTION engine_now() RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN now();

CREATE TABLE organization (
  org_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug       text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  key_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL REFERENCES organization,
  name       text,                   -- what it is for, as whoever made it said
  hash       bytea NOT NULL UNIQUE,  -- SHA-256 of the key; the key itself is shown once and kept nowhere
  hint       text NOT NULL,          -- how a person tells keys apart: the last four characters
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE INDEX api_key_by_org ON api_key (org_id);

-- One row per batch. Counts are not here: they are summed from result_chunk at every read.
CREATE TABLE batch (
  day          date NOT NULL,         -- UTC day of created_at; the batch id carries it too
  org_id       bigint NOT NULL,
  batch_id     uuid NOT NULL,         -- version 7: ordered by time
  name         text NOT NULL,
  total_count  smallint NOT NULL,
  slice_size   smallint NOT NULL,     -- position / slice_size is the slice a place is in
  run          integer NOT NULL DEFAULT 1,  -- 1 on submit, one more for every reprocess
  created_at   timestamptz NOT NULL,
  run_at       timestamptz NOT NULL,  -- when this run was asked for
  ended_at     timestamptz,
  ended_reason text CHECK (ended_reason = 'timed_out'),  -- why it ended early, or null
  PRIMARY KEY (day, org_id, batch_id)
) PARTITION BY RANGE (day);

-- What the client sent, packed and compressed; never changed.
CREATE TABLE slice_input (
  day      date NOT NULL,
  org_id   bigint NOT NULL,
  batch_id uuid NOT NULL,
  slice_no smallint NOT NULL,
  places   bytea NOT NULL,
  PRIMARY KEY (day, org_id, batch_id, slice_no)
) PARTITION BY RANGE (day);
ALTER TABLE slice_input ALTER places SET STORAGE EXTERNAL;

-- What became of places, appended and never changed. A later chunk of the same slice rules over an
-- earlier one. A chunk of epoch 0 reopens places for a new run: its counts are negative, so that
-- the sums stay true.
CREATE TABLE result_chunk (
  day        date NOT NULL,
  org_id     bigint NOT NULL,
  batch_id   uuid NOT NULL,
  slice_no   smallint NOT NULL,
  run        integer NOT NULL,
  epoch      integer NOT NULL,      -- the lease it was written under
  seq        integer NOT NULL,      -- 0, 1, 2 ... within one lease
  completed  smallint NOT NULL,
  failed     smallint NOT NULL,
  started_at timestamptz NOT NULL,  -- when the lease began
  written_at timestamptz NOT NULL,
  results    bytea NOT NULL,
  PRIMARY KEY (day, org_id, batch_id, slice_no, run, epoch, seq)
) PARTITION BY RANGE (day);
ALTER TABLE result_chunk ALTER results SET STORAGE EXTERNAL;

-- One row per slice that still has work, of batches that run; gone when the slice ends.
CREATE TABLE slice (
  org_id    bigint NOT NULL,
  batch_id  uuid NOT NULL,
  slice_no  smallint NOT NULL,
  day       date NOT NULL,
  run       integer NOT NULL,
  queued_at timestamptz NOT NULL,     -- when its run was asked for; the time limit counts from here
  due_at    timestamptz NOT NULL,     -- not to be claimed before
  attempt   integer NOT NULL DEFAULT 0,  -- times its places were tried and some were left to retry
  epoch     integer NOT NULL DEFAULT 0,  -- the fence: every claim takes the next number
  crashes   integer NOT NULL DEFAULT 0,  -- leases that ended by the death of their node
  suspect   smallint,                 -- the position in work, when places are tried one by one
  leased_by uuid,                     -- the node that works it now, or null
  leased_at timestamptz,
  PRIMARY KEY (org_id, batch_id, slice_no)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Batches beyond an organization's limit of running ones, in the order they were asked for.
CREATE TABLE waiting_batch (
  org_id    bigint NOT NULL,
  batch_id  uuid NOT NULL,
  day       date NOT NULL,
  run       integer NOT NULL,
  queued_at timestamptz NOT NULL,
  slices    smallint[] NOT NULL,
  PRIMARY KEY (org_id, queued_at, batch_id)
);

-- One heartbeat per node covers all its leases.
CREATE TABLE node (
  node_id      uuid PRIMARY KEY,
  started_at   timestamptz NOT NULL,
  heartbeat_at timestamptz NOT NULL
) WITH (fillfactor = 50);
