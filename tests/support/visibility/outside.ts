import { accountHolder, Person, type TestServer } from '../server.js';

/** Those who have no place in any of these councils. */
export async function outside(stage: TestServer, admin: Person): Promise<Readonly<Record<string, Person>>> {
  const people: Record<string, Person> = {};
  for (const scope of ['Reports', 'Products', 'Criteria']) {
    const made = await admin.get(
      `mutation($input: ApiTokenInput!) { createApiToken(input: $input) { __typename ... on NewApiToken { secret } ... on Refusal { code message { vi } fields { field } } } }`,
      {
        input: {
          name: scope,
          scopes: [scope.toUpperCase()],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
    );
    if (!made.createApiToken.secret) throw new Error(JSON.stringify(made));
    people[`token${scope}`] = new Person(() => stage.server.address, made.createApiToken.secret);
  }
  const made = await admin.get(
    `mutation($input: AccountInput!) { createAccount(input: $input, password: "một mật khẩu dài và lạ") { __typename ... on Refusal { code message { vi } fields { field } } } }`,
    { input: { username: 'nguoi-la', displayName: 'Người lạ', isAdmin: false } },
  );
  if (made.createAccount.__typename !== 'Account') throw new Error(JSON.stringify(made));
  return { ...people, stranger: await accountHolder(stage, 'nguoi-la') };
}
