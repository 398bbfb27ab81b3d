import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** The fields of /proc/<pid>/stat after the command name, or undefined when there is no such process. */
function linuxStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process still does anything; a zombie, dead but not yet collected by its parent, does not. */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (process.platform !== 'linux') return answersSignals(pid);
  const state = linuxStat(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function ask(program: string, args: readonly string[]): string {
  return (spawnSync(program, args, { encoding: 'utf8', windowsHide: true }).stdout ?? '').trim();
}

function askWindows(pid: number, property: string): string {
  const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').${property}`;
  return ask('powershell', ['-NoProfile', '-Command', query]);
}

/**
 * A text that no other process on this machine will ever share, so that a number reused after a reboot is
 * not taken for the process that had it before; undefined when it is not running.
 */
export function identityOf(pid: number): string | undefined {
  if (!isRunning(pid)) return undefined;
  if (process.platform === 'win32') return askWindows(pid, 'CreationDate.Ticks');
  if (process.platform !== 'linux') return ask('ps', ['-p', String(pid), '-o', 'lstart=']);
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const startedAt = linuxStat(pid)?.[19];
  return startedAt === undefined ? undefined : `${boot} ${startedAt}`;
}

/** The command line of a running process, or an empty text. */
export function commandLineOf(pid: number): string {
  if (process.platform === 'win32') return askWindows(pid, 'CommandLine');
  if (process.platform !== 'linux') return ask('ps', ['-p', String(pid), '-o', 'command=']);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Processes working in a folder, as every PostgreSQL process works in its data folder; Linux only, else empty. */
export function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  const works = (pid: string): boolean => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && works(name))
    .map(Number);
}
