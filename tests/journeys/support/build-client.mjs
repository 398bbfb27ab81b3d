import { buildClientWhenStale } from '../../../server/launch/build.mjs';

/** The journeys walk through the client as it is built for people; built once, when a source has changed. */
export function setup() {
  buildClientWhenStale();
}
