/**
 * The store's schema as steps: step n takes version n to n + 1 (`PRAGMA user_version`). A step that was released is never edited.
 * Times are milliseconds since the Unix epoch.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- data is the alert as JSON; its count and lastSeen are those of the first match, the columns hold what is true now.
  CREATE TABLE alerts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rule_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'suppressed')),
    exclusion TEXT CHECK ((exclusion IS NULL) = (status = 'open')),
    count INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX alerts_by_rule ON alerts (rule_id);
  CREATE INDEX alerts_by_status ON alerts (status);

  -- The groups whose window is open.
  CREATE TABLE open_groups (
    key TEXT PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX open_groups_by_end ON open_groups (ends_at);

  -- Within a webhook and a group, deliveries go out in the order of seq. One that waits for its turn has no next_attempt_at.
  CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    type TEXT NOT NULL,
    webhook TEXT NOT NULL,
    group_key TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    first_attempt_at INTEGER,
    next_attempt_at INTEGER,
    last_error TEXT,
    last_answer TEXT
  ) STRICT;
  CREATE INDEX deliveries_due ON deliveries (webhook, next_attempt_at) WHERE state = 'pending';
  CREATE INDEX deliveries_waiting ON deliveries (webhook, group_key) WHERE state = 'pending';
  CREATE INDEX deliveries_by_state ON deliveries (webhook, state);
  `,
  `
  -- Why the storm guard notified nobody of an alert: a storm of its rule, or of all rules; NULL: it did not hold it back.
  ALTER TABLE alerts ADD COLUMN held_back TEXT CHECK (held_back IN ('rule', 'all'));
  -- A storm's summary repeats, as its count, matches that other alerts count.
  ALTER TABLE alerts ADD COLUMN kind TEXT NOT NULL DEFAULT 'match' CHECK (kind IN ('match', 'storm summary'));
  CREATE INDEX deliveries_by_alert ON deliveries (alert_id);

  -- The groups that go on. due_at is when to look at one next; arrived_in is the end of the storm window that last counted it.
  ALTER TABLE open_groups RENAME TO open_groups_1;
  DROP INDEX open_groups_by_end;
  CREATE TABLE open_groups (
    key TEXT PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    starts_at INTEGER NOT NULL,
    last_match_at INTEGER NOT NULL,
    window_ends_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    told_count INTEGER NOT NULL,
    held_back TEXT,
    arrived_in INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX open_groups_by_due ON open_groups (due_at);
  CREATE INDEX open_groups_by_alert ON open_groups (alert_id);
  INSERT INTO open_groups (key, alert_id, starts_at, last_match_at, window_ends_at, due_at, told_count)
    SELECT key, alert_id, starts_at, max(starts_at, min(last_seen, ends_at)), ends_at, ends_at, 1
    FROM open_groups_1 JOIN alerts ON alerts.id = alert_id;
  DROP TABLE open_groups_1;

  -- The window of each scope (a rule's id, or 'storm-guard' for all) that new alerts are counted in. group_key: that of the storm's
  -- summaries, NULL while there is no storm. From first_alert_id on: what the window has held back; totals: the whole storm.
  CREATE TABLE storm_windows (
    scope TEXT PRIMARY KEY,
    ends_at INTEGER NOT NULL,
    arrived INTEGER NOT NULL DEFAULT 0,
    group_key TEXT,
    summary_id TEXT,
    total_alerts INTEGER NOT NULL DEFAULT 0,
    total_matches INTEGER NOT NULL DEFAULT 0,
    first_alert_id TEXT,
    alerts INTEGER NOT NULL DEFAULT 0,
    matches INTEGER NOT NULL DEFAULT 0,
    first_seen INTEGER,
    last_seen INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE storm_tallies (
    scope TEXT NOT NULL,
    side TEXT NOT NULL,
    value TEXT NOT NULL,
    matches INTEGER NOT NULL,
    PRIMARY KEY (scope, side, value)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Lists, newest first, by the one or the other: without a look at all that was delivered, and without sorting it.
  CREATE INDEX deliveries_listed_by_state ON deliveries (state);
  CREATE INDEX deliveries_listed_by_webhook ON deliveries (webhook);
  `,
]
