import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const help = `npm start -- [flags]

  --webhost                    run in the browser, even where Electron is there
  --practice                   with a fediverse of its own to try things in; without --data-dir nothing of it is kept
  --data-dir DIR               the profile folder
  --port N                     the port of the webhost (default: a free one)
  --no-open                    open no window; print the address
  --json                       print one line {"url","pid","dataDir"} when ready and nothing else; opens no window
  --allow-private-hosts HOSTS  servers on this machine or network that may be used: host or host:port, comma between;
                               without HOSTS every private address and local name
  --secrets-in-file            (webhost; Electron asks) keep sign-ins in a plain file although
                               this profile used the key store of the system
  --help                       this text

The address works once, for a minute. Starting again while Skein runs opens one more window of it.
`;

const options = {
  webhost: { type: 'boolean', default: false },
  practice: { type: 'boolean', default: false },
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'allow-private-hosts': { type: 'string' },
  'secrets-in-file': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** Node's parser has no option whose value may be left out. */
function withAnyHost(args) {
  return args.map((arg, index) => (arg === '--allow-private-hosts' && (args[index + 1] ?? '--').startsWith('--') ? `${arg}=*` : arg));
}

/**
 * `{ flags }` or `{ error }`, one sentence. `dataDir` is absolute, or null for the default.
 * Relative folders count from `cwd`: npm moves to the project, but says where it was called.
 */
export function parseFlags(args, cwd = process.env.INIT_CWD ?? process.cwd()) {
  let values;
  try {
    ({ values } = parseArgs({ args: withAnyHost(args), options, strict: true, allowPositionals: false }));
  } catch (error) {
    return { error: error.message.split(/[.\n]/, 1)[0] };
  }
  const { 'data-dir': dataDir, 'allow-private-hosts': hosts } = values;
  const port = values.port === undefined ? undefined : String(values.port);
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return { error: `--port takes a number from 0 to 65535, not '${port}'` };
  if (dataDir === '') return { error: '--data-dir takes a folder' };
  const badHost = hosts === '*' ? undefined : hosts?.split(',').find((host) => !/^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i.test(host));
  if (badHost !== undefined) return { error: `--allow-private-hosts takes host or host:port with commas between, not '${badHost}'` };
  return {
    flags: {
      webhost: values.webhost,
      practice: values.practice,
      dataDir: dataDir === undefined ? null : isAbsolute(dataDir) ? dataDir : resolve(cwd, dataDir),
      port: port === undefined ? null : Number(port),
      open: !values['no-open'] && !values.json,
      json: values.json,
      allowPrivateHosts: hosts ?? '',
      secretsInFile: values['secrets-in-file'],
      help: values.help,
    },
  };
}
