/** Parameters as Rails reads them: `types[]=a`, `poll[options][]=x`, `fields_attributes[0][name]=y`, or the same as JSON. */
export interface Upload {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type ParamValue = string | number | boolean | null | Upload | ParamValue[] | { [key: string]: ParamValue };

export interface Params {
  has(name: string): boolean;
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  number(name: string): number | undefined;
  list(name: string): string[] | undefined;
  group(name: string): Params | undefined;
  groups(name: string): Params[] | undefined;
  file(name: string): Upload | undefined;
  isNull(name: string): boolean;
  plain(): Record<string, unknown>;
}

type Tree = { [key: string]: ParamValue };

function isTree(value: ParamValue | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUpload(value);
}

function isUpload(value: ParamValue | undefined): value is Upload {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'bytes' in value && value.bytes instanceof Uint8Array;
}

/** Sets one `a[b][]=c` pair. A repeated key inside `[][x]` starts the next element, as Rack does. */
function assign(tree: Tree, name: string, value: string | Upload): void {
  const keys = [...name.matchAll(/([^[\]]+)|\[([^[\]]*)\]/g)].map((match) => match[1] ?? match[2] ?? '');
  let node: Tree = tree;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const next = keys[index + 1];
    if (next === undefined) {
      node[key] = value;
      return;
    }
    if (next === '') {
      const list = Array.isArray(node[key]) ? node[key] : [];
      node[key] = list;
      const inner = keys[index + 2];
      if (inner === undefined) {
        list.push(value);
        return;
      }
      const last = list.at(-1);
      const element: Tree = isTree(last) && !(inner in last) ? last : {};
      if (element !== last) list.push(element);
      node = element;
      index += 1;
      continue;
    }
    const child = node[key];
    const branch: Tree = isTree(child) ? child : {};
    node[key] = branch;
    node = branch;
  }
}

function fromJson(value: unknown): ParamValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromJson(inner)]));
  return null;
}

function asText(value: ParamValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function createParams(tree: Tree): Params {
  const own = (name: string): ParamValue | undefined => (Object.hasOwn(tree, name) ? tree[name] : undefined);
  return {
    has: (name) => own(name) !== undefined,
    isNull: (name) => own(name) === null || own(name) === '',
    text: (name) => asText(own(name)),
    flag(name) {
      const text = asText(own(name));
      return text === undefined || text === '' ? undefined : !['false', '0', 'off', 'f'].includes(text.toLowerCase());
    },
    number(name) {
      const text = asText(own(name));
      const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
      return Number.isFinite(value) ? value : undefined;
    },
    list(name) {
      const value = own(name);
      if (Array.isArray(value)) return value.flatMap((entry) => asText(entry) ?? []);
      const single = asText(value);
      return single === undefined ? undefined : [single];
    },
    group(name) {
      const value = own(name);
      return isTree(value) ? createParams(value) : undefined;
    },
    groups(name) {
      const value = own(name);
      const entries = Array.isArray(value) ? value : isTree(value) ? Object.values(value) : undefined;
      return entries?.flatMap((entry) => (isTree(entry) ? [createParams(entry)] : []));
    },
    file(name) {
      const value = own(name);
      return isUpload(value) ? value : undefined;
    },
    plain: () => ({ ...tree }),
  };
}

async function bodyTree(contentType: string, body: Uint8Array<ArrayBuffer>): Promise<Tree | null> {
  const tree: Tree = {};
  // The boundary of a form may have capital letters, and they count.
  const type = contentType.toLowerCase();
  if (body.length === 0) return tree;
  if (type.startsWith('application/json')) {
    try {
      const parsed = fromJson(JSON.parse(new TextDecoder().decode(body)));
      return isTree(parsed) ? parsed : tree;
    } catch {
      return null;
    }
  }
  if (type.startsWith('multipart/form-data')) {
    try {
      const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
      for (const [name, value] of form) {
        assign(
          tree,
          name,
          typeof value === 'string'
            ? value
            : { name: value.name, mime: value.type || 'application/octet-stream', bytes: new Uint8Array(await value.arrayBuffer()) },
        );
      }
    } catch {
      return null;
    }
    return tree;
  }
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(body))) assign(tree, name, value);
  return tree;
}

/** Query and body together; null when the body cannot be read. */
export async function readParams(query: URLSearchParams, contentType: string, body: Uint8Array<ArrayBuffer>): Promise<Params | null> {
  const tree: Tree = {};
  for (const [name, value] of query) assign(tree, name, value);
  const fromBody = await bodyTree(contentType, body);
  return fromBody ? createParams({ ...tree, ...fromBody }) : null;
}
