-- What people decided of values that were found. Of the room review. Kept as long as their batches:
-- deleted with one, and dropped by the day when its retention is over.
CREATE TABLE decision (
  day        date NOT NULL,
  org_id     bigint NOT NULL,
  batch_id   uuid NOT NULL,
  position   integer NOT NULL,        -- of the place in its batch
  attribute  text NOT NULL,           -- by its wire name
  place_id   text NOT NULL,
  verdict    text NOT NULL CHECK (verdict IN ('accept', 'reject', 'override')),
  value      text,                    -- what counts, as JSON; null when rejected
  found      text,                    -- the value that was judged, as JSON, or null for none
  note       text,
  decided_at timestamptz NOT NULL,
  key_id     bigint,                  -- by whom
  run        integer NOT NULL,        -- of the batch; what a later one found may be another value
  PRIMARY KEY (day, org_id, batch_id, position, attribute)
);
