-- Nobody looks into a payload with SQL's eyes: it is written once and read whole. As json it is checked and kept as it came, where
-- jsonb is taken apart by every accept and put together again by every claim.
ALTER TABLE job ALTER COLUMN payload TYPE json USING payload::text::json;
