-- Jobs are found by the id of their place. One row per place would double what is written, so a
-- slice holds a number of 32 bits for each of its places, and an index leads from these to slices.
-- Only batches of the newer API have them: the guide knows no look-up by place.
ALTER TABLE slice_input ADD place_hashes integer[];
CREATE INDEX slice_input_by_place ON slice_input USING gin (place_hashes)
  WHERE place_hashes IS NOT NULL;
