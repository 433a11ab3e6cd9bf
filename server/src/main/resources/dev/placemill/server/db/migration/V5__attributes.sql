-- Which attributes a batch asks for, by their wire names; null for all. A server of an earlier
-- version fills them all.
ALTER TABLE batch ADD attributes text[];
