import type { Loose } from '../server.js';
import { ask, type Asking, type Way } from './asking.js';

/** Root fields of one operation are few; so many texts are searched for at once. */
const MOST = 5;

/** Those planted last, one of each kind, of the dossier the stage is about. */
function wanted({ world, focus }: Asking): string[] {
  const ofFocus = world.secrets.filter(({ item }) => item === focus);
  const ofKind = new Map(ofFocus.map(({ kind, text }) => [kind, text]));
  return [...ofKind.values()].slice(1 - MOST);
}

/**
 * Looks for hidden words and numbers in the lists that can be searched. An answer that finds something says by that what
 * it found, so the text counts as told; so does one that finds a product by its name, to show that it searches.
 */
export const searchFor: Way = async (asking) => {
  const texts = [asking.world.productName(asking.focus), ...wanted(asking)];
  const declared = texts.map((_, at) => `$t${at}: String!`).join(', ');
  const variables = Object.fromEntries(texts.map((text, at) => [`t${at}`, text]));
  // Another system may ask for one of the lists alone, and one refusal takes the whole answer.
  const lists = asking.role === 'tokenProducts' ? ['products'] : ['dossiers', 'products'];
  const searches = lists.flatMap((list) =>
    texts.map((_, at) => `${list}${at}: ${list}(filter: { search: $t${at} }) { totalCount }`),
  );
  const { data, errors } = await ask(asking, `query(${declared}) { ${searches.join(' ')} }`, variables);
  const finds = (at: number) => lists.filter((list) => (data as Loose)?.[`${list}${at}`].totalCount > 0);
  return { found: texts.flatMap((text, at) => finds(at).map((list) => `${list}: ${text}`)), errors };
};
