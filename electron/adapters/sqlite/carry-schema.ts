/** The journal of copying from one account to another: what it wants, line by line, and what came of it. */
export const carryStep = `
  CREATE TABLE carry_plan (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE carry_line (id TEXT PRIMARY KEY, plan TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX carry_line_place ON carry_line (plan, kind, place);
  CREATE TABLE carry_file (id TEXT PRIMARY KEY, plan TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX carry_file_plan ON carry_file (plan);
`;
