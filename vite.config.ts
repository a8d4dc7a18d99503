import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const root = import.meta.dirname;

/** Code for Node: bundled whole, so that a package needs no `node_modules`. */
function nodeBuild(name: string, entry: string, options: { readonly external: readonly string[]; readonly format?: 'es' | 'cjs' }): EnvironmentOptions {
  const extension = options.format === 'cjs' ? 'cjs' : 'js';
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: [...options.external] },
    build: {
      outDir: join(root, 'dist', name),
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: join(root, entry),
        external: [...options.external, /^node:/],
        output: { format: options.format ?? 'es', entryFileNames: `[name].${extension}`, chunkFileNames: `[name]-[hash].${extension}` },
      },
    },
  };
}

export default defineConfig({
  root: join(root, 'renderer'),
  publicDir: join(root, 'build/icons'),
  plugins: [react()],
  builder: {},
  // Assets are files, never data: addresses: the page's policy takes pictures and fonts from our own origin only.
  build: { assetsInlineLimit: 0 },
  environments: {
    client: {
      build: { outDir: join(root, 'dist/renderer'), emptyOutDir: true, target: 'chrome150', modulePreload: { polyfill: false }, sourcemap: true },
    },
    webhost: nodeBuild('webhost', 'electron/webhost/main.ts', { external: ['@napi-rs/keyring'] }),
    shell: nodeBuild('shell', 'electron/shell/main.ts', { external: ['electron'] }),
    preload: nodeBuild('shell', 'electron/shell/preload.ts', { external: ['electron'], format: 'cjs' }),
    practice: nodeBuild('practice', 'electron/practice/main.ts', { external: [] }),
  },
});
