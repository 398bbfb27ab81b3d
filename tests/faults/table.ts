import type { Finding, Wrong } from './check.js';
import type { Report } from './run.js';
import { FAULTS, type Injected } from './storm.js';
import type { Told } from './told.js';

const WRONGS = ['lost', 'doubled', 'stale', 'late'] as const satisfies readonly Wrong[];

/** The report as a table in Markdown, a line for each kind of fault. */
export function table(report: Report): string {
  const { injected, told, findings } = report;
  const heads = [
    'fault',
    'injected',
    'acknowledged meanwhile',
    ...WRONGS,
    'measured',
    'median s',
    'longest s',
  ];
  const lines = FAULTS.map(({ name }) => {
    const struck = injected.filter((each) => each.name === name);
    return [name, ...numbers(struck, told, findings)];
  });
  const sum = ['**all**', ...numbers(injected, told, findings)];
  sum[2] = String(told.acknowledged.length);
  for (const [at, wrong] of WRONGS.entries())
    sum[3 + at] = String(findings.filter((finding) => finding.wrong === wrong).length);
  const rows = [heads, heads.map((_, at) => (at === 0 ? '---' : '---:')), ...lines, sum];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Wrongs are laid to the charge of each fault that struck the device from the save's leaving to its answer. */
function numbers(struck: readonly Injected[], told: Told, findings: readonly Finding[]): string[] {
  const touched = savesTouched(struck, told);
  const acknowledged = told.acknowledged.filter(({ saveId }) => touched.has(saveId)).length;
  const wrongs = WRONGS.map(
    (wrong) =>
      findings.filter((finding) => finding.wrong === wrong && touched.has(finding.saveId ?? '')).length,
  );
  const times = struck.flatMap(({ recovery }) => recovery ?? []).sort((a, b) => a - b);
  const seconds = (time: number | undefined) => (time === undefined ? '–' : (time / 1_000).toFixed(1));
  const said = [struck.length, acknowledged, ...wrongs, times.length].map(String);
  return [...said, seconds(times[Math.floor(times.length / 2)]), seconds(times.at(-1))];
}

function savesTouched(struck: readonly Injected[], told: Told): Set<string> {
  const answered = new Map(told.acknowledged.map(({ saveId, at }) => [saveId, at]));
  const touches = told.sent.filter(({ saveId, device, at }) =>
    struck.some(
      (fault) =>
        (fault.device === null || fault.device === device) &&
        at <= fault.to &&
        (answered.get(saveId) ?? Infinity) >= fault.from,
    ),
  );
  return new Set(touches.map(({ saveId }) => saveId));
}
