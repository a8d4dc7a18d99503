/** Plans of moves, their followers' baseline and what is known of those followers' servers. `id` of the latter two begins with the plan. */
export const planStep = `
  CREATE TABLE plan (id TEXT PRIMARY KEY, created_at REAL NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE plan_follower (
    id TEXT PRIMARY KEY,
    plan TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    uri TEXT NOT NULL,
    handle TEXT NOT NULL,
    host TEXT NOT NULL,
    class TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX plan_follower_uri ON plan_follower (plan, uri);
  CREATE INDEX plan_follower_host ON plan_follower (plan, host, class);
  CREATE TABLE plan_host (
    id TEXT PRIMARY KEY,
    plan TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX plan_host_plan ON plan_host (plan);
`;
