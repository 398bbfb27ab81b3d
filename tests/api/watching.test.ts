import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LiveCouncil } from '../support/live-council.js';
import { askedFor, shownIn, type Shown } from '../support/promql.js';
import { type Loose, saveInput } from '../support/server.js';

const TOKEN = 'numbers-for-the-machine-room';
const shipped = (name: string) =>
  readFileSync(new URL(`../../docs/operations/${name}`, import.meta.url), 'utf8');
const dashboard = JSON.parse(shipped('grafana-dashboard.json')) as Loose;
const rules = (parse(shipped('alerts.yaml')) as Loose).groups.flatMap(
  (group: Loose) => group.rules,
) as Loose[];
const prometheus = parse(shipped('prometheus.yaml')) as Loose;
const panels = dashboard.panels.filter(({ type }: Loose) => type !== 'row') as Loose[];

/** What Prometheus knows besides what it was told by the server. */
const ITS_OWN = { metrics: ['up'], labels: ['job', 'instance'] };
const FUNCTIONS = ['sum', 'min', 'max', 'count', 'rate', 'increase', 'changes', 'absent', 'topk', 'histogram_quantile', 'min_over_time', 'avg_over_time']; // prettier-ignore
const BILINGUAL = /\p{L}.* \/ .*\p{L}/u;

/** What the dashboard and the alerts that we ship ask for is what a server shows. */
describe('watching over a server', () => {
  let council: LiveCouncil;
  let shown: Shown;
  beforeAll(async () => {
    // A replica that is none has its numbers too.
    const url = 'postgres://nobody@127.0.0.1:1/nowhere';
    council = await LiveCouncil.open({ metricsToken: TOKEN, replica: { url, mostSeconds: 60 } });
    // Each kind of answer is counted under a name of its own once there was one.
    const evaluationId = await council.scoring();
    const { person } = council.voters[2]!;
    const { id, version } = await council.sheet(evaluationId, person);
    const mark = { criterion: '1.1', choice: 'LEVELS', levels: [0] };
    await council.save(person, saveInput(id, version, [mark]));
    await council.save(person, saveInput(id, version, [mark]));
    await council.save(person, saveInput(id, version + 1, [{ ...mark, criterion: '9.99' }]));
    await council.sql('alter table mark rename to gone');
    const next = saveInput(id, version + 1, [{ ...mark, levels: [1] }]);
    await expect(council.save(person, next)).rejects.toThrow('INTERNAL_SERVER_ERROR');
    await council.sql('alter table gone rename to mark');
    const answer = await fetch(`${council.stage.server.address}/metrics`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    shown = shownIn(await answer.text());
  });
  afterAll(() => council.close());

  /** What is asked for and not there. */
  const missing = (expression: string): string[] => {
    const { metrics, functions, labels, values } = askedFor(expression);
    const fixed = values.filter(
      ([label, value]) => !ITS_OWN.labels.includes(label) && !value.startsWith('$'),
    );
    return [
      ...metrics.filter((name) => !shown.names.has(name) && !ITS_OWN.metrics.includes(name)),
      ...functions.filter((name) => !FUNCTIONS.includes(name)),
      ...labels.filter((label) => !shown.labels.has(label) && !ITS_OWN.labels.includes(label)),
      ...fixed.map(([label, value]) => `${label}=${value}`).filter((pair) => !shown.values.has(pair)),
    ];
  };

  it('finds what is not there', () => {
    expect(missing('sum by (le) (rate(cham_sao_saves_bucket{job="$job",room="x"}[5m])) > 1e3')).toEqual(['cham_sao_saves_bucket', 'room', 'room=x']); // prettier-ignore
    expect(missing('quantile(0.9, cham_sao_sockets) + cham_sao_save_seconds')).toEqual(['cham_sao_save_seconds', 'quantile']); // prettier-ignore
    expect(missing('cham_sao_save_seconds_count{outcome="LOST"}')).toEqual(['outcome=LOST']);
    expect(missing('up == 0 and cham_sao_sockets{instance=~"$instance"} > 2')).toEqual([]);
  });

  it('by the dashboard asks for nothing else', () => {
    expect(panels.length).toBeGreaterThan(20);
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }: Loose) => expr as string));
    expect(asked.length).toBeGreaterThanOrEqual(panels.length);
    for (const expression of asked) expect(missing(expression), expression).toEqual([]);
    const variables = dashboard.templating.list as Loose[];
    for (const { query } of variables.filter(({ type }) => type === 'query')) {
      const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query.query) ?? [];
      expect(missing(`sum by (${label}) (${selector})`)).toEqual([]);
    }
    const known = [...variables.map(({ name }) => name as string), '__rate_interval', '__all'];
    const used = [...JSON.stringify(dashboard).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('by the dashboard shows all that is counted', () => {
    const asked = new Set(panels.flatMap(({ targets }) => targets.flatMap(({ expr }: Loose) => askedFor(expr).metrics))); // prettier-ignore
    const ours = [...shown.names].filter((name) => name.startsWith('cham_sao_'));
    expect(ours.length).toBeGreaterThan(20);
    const base = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
    const bases = new Set([...asked].map((name) => base(name as string)));
    expect(ours.filter((name) => !bases.has(base(name)))).toEqual([]);
  });

  it('by the dashboard is in both languages, and each picture has a place of its own', () => {
    for (const { title, description } of panels)
      for (const words of [title, description]) expect(words).toMatch(BILINGUAL);
    const all = dashboard.panels as Loose[];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const cells = all.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, at) => `${x + (at % w)}:${y + Math.floor(at / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('by the alerts asks for nothing else, and says in both languages what is the matter', () => {
    expect(rules.length).toBeGreaterThan(8);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, expr, labels, annotations } of rules) {
      expect(missing(expr), alert).toEqual([]);
      expect(['page', 'ticket'], alert).toContain(labels.severity);
      for (const words of [annotations.summary, annotations.description])
        expect(words, alert).toMatch(BILINGUAL);
    }
  });

  it('is set up with the job that alerts and dashboard name, and the nodes that nginx has', () => {
    const [job] = prometheus.scrape_configs as Loose[];
    const jobs = rules.flatMap(({ expr }) => askedFor(expr).values.filter(([label]) => label === 'job'));
    expect(new Set(jobs.map(([, name]) => name))).toEqual(new Set([job.job_name]));
    expect(dashboard.templating.list.find(({ name }: Loose) => name === 'job').current.value).toBe(
      job.job_name,
    );
    expect(prometheus.rule_files).toEqual(['alerts.yaml']);
    const nodes = [...shipped('nginx.conf').matchAll(/^ +server ([\d.]+:\d+)/gm)].map(([, node]) => node);
    expect(job.static_configs[0].targets).toEqual(nodes);
  });
});
