import { validateInput } from '../../../platform/validate-input.js';
import { CouncilMemberInput } from '../council-member.types.js';
import { CouncilInput } from '../council.types.js';
import type { InputRules } from './import-world.js';

const check = async (input: object): Promise<void> => {
  await validateInput(input, Object, undefined as never);
};

/** Lengths and characters of texts, as `createCouncil` and `addMember` check them at their door. */
export const councilInputRules: InputRules = {
  council: (fields) => check(Object.assign(new CouncilInput(), fields)),
  member: (fields) => check(Object.assign(new CouncilMemberInput(), fields)),
};
