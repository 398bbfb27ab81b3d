import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** The product's client code as one script that gives `api` (see `tab-api`) to whoever runs it, once for each tab. */
export async function buildTab(): Promise<string> {
  const outputs = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('../..', import.meta.url)),
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('tab/entry.ts', import.meta.url)),
        formats: ['iife'],
        name: 'tab',
        fileName: 'tab',
      },
    },
  });
  const [{ output }] = outputs as [Rolldown.RolldownOutput];
  return output[0].code;
}
