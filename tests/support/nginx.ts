import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { makeTemporaryFolder } from './temporary-folder.js';

const SHIPPED = fileURLToPath(new URL('../../docs/operations/nginx.conf', import.meta.url));

/** A request as nginx answered it. */
export interface Passed {
  readonly status: number;
  readonly method: string;
  readonly path: string;
}

/** A real nginx that goes by the configuration we ship, with other ports, addresses and places for its files. */
export class Nginx {
  private child!: ChildProcess;
  private readonly folder = makeTemporaryFolder();

  private constructor(readonly port: number) {}

  /** @param nodes  ports of this machine */
  static async start(program: string, nodes: readonly number[]): Promise<Nginx> {
    const nginx = new Nginx(await freePort());
    await nginx.start(program, nodes);
    return nginx;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** All that was answered so far. */
  passed(): Passed[] {
    const lines = readFileSync(join(this.folder.path, 'access.log'), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => {
      const [status, method = '', path = ''] = line.split(' ');
      return { status: Number(status), method, path };
    });
  }

  /** What it writes down with the format we ship. */
  shippedLog(): string {
    return readFileSync(join(this.folder.path, 'shipped.log'), 'utf8');
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    this.folder.remove();
  }

  private async start(program: string, nodes: readonly number[]): Promise<void> {
    const { path } = this.folder;
    writeFileSync(join(path, 'site.conf'), sited(readFileSync(SHIPPED, 'utf8'), this.port, nodes));
    writeFileSync(join(path, 'nginx.conf'), around(path));
    // As root its workers are another user's.
    chmodSync(path, 0o777);
    const args = ['-p', path, '-c', join(path, 'nginx.conf'), '-e', join(path, 'error.log')];
    this.child = spawn(program, args, { stdio: 'ignore' });
    for (let waited = 0; waited < 10_000 && this.child.exitCode === null; waited += 20) {
      const answer = await fetch(`${this.address}/metrics`).catch(() => null);
      if (answer) return;
      await sleep(20);
    }
    throw new Error(`nginx did not start: ${readFileSync(join(path, 'error.log'), 'utf8')}`);
  }
}

/** @throws where the shipped file does not have what is to be put into it */
function sited(shipped: string, port: number, nodes: readonly number[]): string {
  const servers = [...shipped.matchAll(/^ +server [\d.]+:4000(.*);$/gm)];
  const [first] = servers;
  if (!first || servers.length < 2 || !shipped.includes('listen 80;'))
    throw new Error(`not as it was: ${SHIPPED}`);
  const own = nodes.map((node) => `    server 127.0.0.1:${node}${first[1]};`).join('\n');
  let site = shipped.replace('listen 80;', `listen 127.0.0.1:${port};`);
  site = site.replace(
    /access_log \S+ cham_sao;/,
    'access_log shipped.log cham_sao; access_log access.log passed;',
  );
  site = site.replace(/error_log \S+ crit;/, 'error_log error.log crit;');
  for (const [line] of servers.slice(1)) site = site.replace(`${line}\n`, '');
  return site.replace(first[0], own);
}

const around = (path: string): string => `
daemon off;
worker_processes 1;
pid ${path}/nginx.pid;
events { worker_connections 1024; }
http {
  log_format passed '$status $request_method $uri';
  access_log ${path}/access.log passed;
  error_log ${path}/error.log warn;
  client_body_temp_path ${path}/body;
  proxy_temp_path ${path}/proxy;
  fastcgi_temp_path ${path}/fastcgi;
  uwsgi_temp_path ${path}/uwsgi;
  scgi_temp_path ${path}/scgi;
  include ${path}/site.conf;
}
`;
