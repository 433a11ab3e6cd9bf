-- The newer API: batches of up to 50,000 jobs that can be appended to, uploaded first and begun later,
-- named by their clients, and worked anew every month.
ALTER TABLE batch
  ADD words text NOT NULL DEFAULT 'places' CHECK (words IN ('places', 'jobs')),  -- of the client that made it
  ADD alone boolean NOT NULL DEFAULT false,  -- of a job that was sent by itself; in no list of batches
  ADD alias text,                     -- the id the client chose, or null
  ADD grown_count integer,            -- of all places, in place of total_count, where more were appended or that is too small
  ADD slice_starts integer[],         -- the first position of each slice of a batch that was appended to, or null
  ADD held_slices smallint[],         -- what is stored and not to be worked yet, or null
  ADD refresh_due timestamptz;        -- when all of it is worked anew, or null for never
CREATE INDEX batch_refresh_due ON batch (refresh_due) WHERE refresh_due IS NOT NULL;

-- What the places of an appended slice ask for, by wire names; null for what the batch asks for.
ALTER TABLE slice_input ADD attributes text[];

-- Batches by the ids their clients chose.
CREATE TABLE batch_alias (
  org_id     bigint NOT NULL,
  alias      text NOT NULL,
  batch_id   uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, alias)
);
CREATE INDEX batch_alias_by_age ON batch_alias (created_at);
