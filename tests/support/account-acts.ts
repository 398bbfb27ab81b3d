import type { Viewer } from '../../server/platform/viewer.js';
import { openCouncilApi, type CouncilApi } from './council-api.js';

/** A password that is strong enough. */
export const GOOD = 'Sáu con thuyền 41';

const ANSWER = `... on Account { id username displayName isAdmin retiredAt } ... on Refusal { code message { vi } fields { field message { vi } } }`;

interface Answer {
  readonly id: string;
  readonly code?: string;
  readonly username?: string;
  readonly fields?: { field: string; message: { vi: string } }[];
}

/** Accounts through the API. */
export class AccountActs {
  api!: CouncilApi;

  async start(): Promise<void> {
    this.api = await openCouncilApi();
  }

  async stop(): Promise<void> {
    await this.api?.close();
  }

  readonly create = async (username: string, { isAdmin = false, password = GOOD, name = username } = {}) =>
    (
      await this.api.data<{ made: Answer }>(
        `mutation ($input: AccountInput!, $password: String!) { made: createAccount(input: $input, password: $password) { ${ANSWER} } }`,
        { input: { username, displayName: name, isAdmin }, password },
      )
    ).made;

  /** As an administrator who has just read the account. */
  readonly change = async (id: string, input: Record<string, unknown>, viewer?: Viewer) => {
    const { account } = await this.api.data<{ account: { version: number } }>(
      'query ($id: ID!) { account(id: $id) { version } }',
      { id },
    );
    const { changed } = await this.api.data<{ changed: Answer }>(
      `mutation ($id: ID!, $version: Int!, $input: AccountInput!) {
        changed: changeAccount(id: $id, version: $version, input: $input) { ${ANSWER} } }`,
      { id, version: account.version, input },
      viewer,
    );
    return changed;
  };

  readonly retire = async (id: string, viewer?: Viewer) =>
    (
      await this.api.data<{ retired: Answer & { retiredAt?: string } }>(
        `mutation ($id: ID!) { retired: retireAccount(id: $id) { ${ANSWER} } }`,
        { id },
        viewer,
      )
    ).retired;

  readonly setPassword = async (id: string, password: string, viewer?: Viewer) =>
    (
      await this.api.data<{ set: Answer }>(
        `mutation ($id: ID!, $password: String!) { set: setPassword(id: $id, password: $password) { ${ANSWER} } }`,
        { id, password },
        viewer,
      )
    ).set;
}
