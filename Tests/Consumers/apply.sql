.bail on
CREATE TABLE IF NOT EXISTS mirror (id TEXT PRIMARY KEY, entity TEXT, record TEXT);
CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY, cursor TEXT, more TEXT);
CREATE TEMP TABLE page AS SELECT value AS line FROM json_each(readfile('page.json'));
BEGIN;
REPLACE INTO mirror SELECT line ->> 'id', line ->> 'entity', line -> 'record' FROM page WHERE line -> 'record' IS NOT NULL;
DELETE FROM mirror WHERE id IN (SELECT line ->> 'id' FROM page WHERE line -> 'record' IS NULL AND line ->> 'op' <> 'end');
REPLACE INTO place SELECT 1, line ->> 'cursor', line -> 'more' FROM page WHERE line ->> 'op' = 'end';
COMMIT;
