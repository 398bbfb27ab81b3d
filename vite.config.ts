import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { quasar, transformAssetUrls } from '@quasar/vite-plugin';
import vue from '@vitejs/plugin-vue';
import { build, defineConfig } from 'vite';
import type { Plugin, Rolldown } from 'vite';

/** What a tablet loads before a member sees the scoring page, compressed, in bytes. */
const firstLoadBudget = 200_000;

/** Pages that must open fast on a weak network: the scoring page and the room's screen. */
const lightPage = /\/client\/features\/(scoring|room)\/\w+Page\.vue$/;

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/** The chunk and all it imports statically. */
function withImports(bundle: Bundle, chunk: Chunk, found = new Set<Chunk>()): Set<Chunk> {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') withImports(bundle, imported, found);
  }
  return found;
}

/** Scripts and styles of these chunks, compressed, in bytes. */
function weigh(bundle: Bundle, chunks: Iterable<Chunk>): number {
  const files = new Set<string>();
  for (const chunk of chunks) {
    files.add(chunk.fileName);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
  }
  return [...files].reduce((sum, name) => {
    const file = bundle[name];
    const content = file?.type === 'chunk' ? file.code : (file?.source ?? '');
    return sum + gzipSync(content).length;
  }, 0);
}

/** Fails the build when a light page's first load is too heavy. */
function firstLoad(): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entries = chunks.filter((chunk) => chunk.isEntry);
      const pages = chunks.filter((chunk) => chunk.moduleIds.some((id) => lightPage.test(id)));
      if (!pages.some((chunk) => chunk.moduleIds.some((id) => id.includes('/features/scoring/'))))
        this.error('The scoring page is not in the build, so its first load cannot be weighed.');
      for (const page of pages) {
        const first = new Set([...entries, page].flatMap((chunk) => [...withImports(bundle, chunk)]));
        const bytes = weigh(bundle, first);
        const kilobytes = (bytes / 1000).toFixed(1);
        const said = `${page.name}: first load ${kilobytes} kB gzip of ${firstLoadBudget / 1000} kB`;
        if (bytes > firstLoadBudget)
          this.error(`${said}\n  ${[...first].map((chunk) => chunk.fileName).join('\n  ')}`);
        console.log(said);
      }
    },
  };
}

/** Pages worked at at a desk, and the library that they alone need: no meeting waits for them. */
const deskOnly = /\/client\/(features\/(admin|dossiers|scorecards)\/|quasar\.ts$)/;

/** The chunk and all it may ever load in a meeting. */
function withLater(bundle: Bundle, chunk: Chunk, found = new Set<Chunk>()): Set<Chunk> {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
    const next = bundle[name];
    if (next?.type === 'chunk' && !deskOnly.test(next.facadeModuleId ?? '')) withLater(bundle, next, found);
  }
  return found;
}

/** Writes the worker that opens the page without the server, with the list of what this build needs for it. */
function offlinePage(): Plugin {
  return {
    name: 'offline-page',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry) as Chunk;
      const chunks = [...withLater(bundle, entry)];
      const files = [
        ...chunks.flatMap(({ fileName, viteMetadata }) => [fileName, ...(viteMetadata?.importedCss ?? [])]),
        ...Object.keys(bundle).filter((name) => /\.(woff2|svg)$/.test(name)),
      ];
      const kept = { entry: `/${entry.fileName}`, files: [...new Set(files)].map((name) => `/${name}`) };
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        define: { BUILD: JSON.stringify(kept) },
        build: {
          write: false,
          target: 'es2022',
          lib: { entry: 'client/worker/worker.ts', formats: ['iife'], name: 'worker' },
        },
      });
      for (const { output } of built as Rolldown.RolldownOutput[])
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: output[0].code });
    },
  };
}

/**
 * What every page needs goes in two files rather than in dozens of small ones, each of which would wait for its turn on a
 * weak network; pages and desk stay apart.
 */
const TOGETHER = [
  {
    name: 'library',
    test: /\/node_modules\/(@apollo|@vue|@wry|graphql|graphql-ws|idb|optimism|tslib|ts-invariant|vue|vue-router|zen-observable-ts)\//,
  },
  {
    name: 'common',
    test: /\/client\/(ui\/(?!desk\/|qr-image|word-device|quasar-theme)|live\/|shell\/|i18n)/,
  },
];

/** Files below this size, in bytes, go as they are: one packet carries them anyway. */
const smallFile = 1400;

/** Lays the compressed form of scripts and styles beside them, so that the server need not compress them for each tablet. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        if (!/\.(js|css|svg)$/.test(name) || content.length < smallFile) continue;
        writeFileSync(join(dir!, `${name}.br`), brotliCompressSync(content));
        writeFileSync(join(dir!, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

const server = `http://127.0.0.1:${process.env['PORT'] || 4000}`;

export default defineConfig({
  root: 'client',
  plugins: [vue({ template: { transformAssetUrls } }), quasar(), firstLoad(), offlinePage(), compressed()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // Our own pages allow no data: addresses but for pictures, and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: TOGETHER } } },
  },
  // Apollo checks and freezes every answer unless it is told so.
  define: { 'globalThis.__DEV__': 'false' },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/dang-nhap/oidc': server,
      '/healthz': server,
      '/readyz': server,
    },
  },
});
