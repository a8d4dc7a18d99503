/** Comma-separated values as Ruby's CSV writes and reads them: minimal quotes, `\n`, no byte order mark. */
export type CsvRead = { readonly rows: readonly (readonly string[])[] } | { readonly error: string };

export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\n\r]|^[ \t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** Reads rows; blank lines are left out. */
export function readCsv(text: string): CsvRead {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'afterQuote' = 'start';
  let line = 1;
  const endCell = () => {
    row.push(cell);
    cell = '';
    state = 'start';
  };
  const endRow = () => {
    if (row.length > 0 || cell !== '' || state === 'afterQuote') {
      endCell();
      rows.push(row);
    }
    row = [];
    line += 1;
  };
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? '';
    if (state === 'quoted') {
      if (char !== '"') cell += char;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else state = 'afterQuote';
    } else if (char === ',') endCell();
    else if (char === '\n') endRow();
    else if (char === '\r' && text[index + 1] === '\n') continue;
    else if (char === '\r') return { error: `Unquoted fields do not allow new line <"\\r"> in line ${line}.` };
    else if (state === 'afterQuote') return { error: `Any value after quoted field isn't allowed in line ${line}.` };
    else if (char === '"' && state === 'start') state = 'quoted';
    else if (char === '"') return { error: `Illegal quoting in line ${line}.` };
    else {
      cell += char;
      state = 'plain';
    }
  }
  if (state === 'quoted') return { error: `Unclosed quoted field in line ${line}.` };
  endRow();
  return { rows };
}
