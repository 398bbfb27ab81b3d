import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingNames } from '../../server/settings.js';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { accountHolder, Person, stageDemo, startTestServer, type TestServer } from '../support/server.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const queries = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text!);

describe('the README', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  let administrator: Person;
  const systemWith = async (...scopes: string[]): Promise<Person> => {
    const made = await administrator.act(
      'createApiToken(input: $input)',
      '$input: ApiTokenInput!',
      {
        input: {
          name: 'Báo cáo',
          scopes,
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
      '... on NewApiToken { secret }',
    );
    return new Person(() => stage.server.address, made.secret);
  };
  beforeAll(async () => {
    stage = await startTestServer();
    demo = await stageDemo(stage);
    administrator = await accountHolder(stage, 'quantri');
  });
  afterAll(() => stage.stop());

  it('names every setting', () => {
    expect(settingNames.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('gives three queries that another system can send as they stand', async () => {
    expect(queries).toHaveLength(3);
    const system = await systemWith('REPORTS', 'PRODUCTS');
    for (const query of queries) {
      const answer = await system.ask(query, query.includes('$session') ? { session: demo.sessionId } : {});
      expect(answer.errors).toBeUndefined();
    }
    const { starDistribution } = await system.get(queries[0]!);
    const sum = starDistribution.reduce((all: number, { total }: { total: number }) => all + total, 0);
    expect(sum).toBe(2);
  });

  it('says which scope each of them needs, and so does the answer to a token that lacks it', async () => {
    const stranger = await systemWith('CRITERIA');
    for (const query of queries) {
      const [, scope = 'none'] = /scope ([A-Z]+)/.exec(query) ?? [];
      const variables = query.includes('$session') ? { session: demo.sessionId } : {};
      expect((await (await systemWith(scope)).ask(query, variables)).errors).toBeUndefined();
      const { errors } = await stranger.ask(query, variables);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scopes: [scope] });
      expect(errors?.[0]?.message).toContain(
        `thiếu phạm vi ${scope}. / This token lacks the scope ${scope}.`,
      );
    }
  });
});
