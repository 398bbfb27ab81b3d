import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingNames } from '../../server/config.js';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { accountHolder, Person, stageDemo, startTestServer, type TestServer } from '../support/server.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const queries = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text!);

describe('the README', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  let system: Person;
  beforeAll(async () => {
    stage = await startTestServer();
    demo = await stageDemo(stage);
    const administrator = await accountHolder(stage, 'quantri');
    const made = await administrator.act(
      'createApiToken(input: $input)',
      '$input: ApiTokenInput!',
      {
        input: {
          name: 'Báo cáo',
          scopes: ['REPORTS', 'PRODUCTS'],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
      '... on NewApiToken { secret }',
    );
    system = new Person(() => stage.server.address, made.secret);
  });
  afterAll(() => stage.stop());

  it('names every setting', () => {
    expect(settingNames.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('gives three queries that another system can send as they stand', async () => {
    expect(queries).toHaveLength(3);
    for (const query of queries) {
      const answer = await system.ask(query, query.includes('$session') ? { session: demo.sessionId } : {});
      expect(answer.errors).toBeUndefined();
    }
    const { starDistribution } = await system.get(queries[0]!);
    const sum = starDistribution.reduce((all: number, { total }: { total: number }) => all + total, 0);
    expect(sum).toBe(2);
  });
});
