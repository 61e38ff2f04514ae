/** The interface on a made-up peer, for tests and pictures; never shipped. `?story=` names which. */
import { mount } from '../../../../src/renderer/app/mount.tsx';
import { mountEnvironment } from '../../../../src/renderer/app/mountEnvironment.tsx';
import { createFakeClient } from '../../../../src/renderer/lib/fakeClient.ts';
import { fakeEnvironment } from './environment.ts';
import { isStoryName, stories } from './stories.ts';

const name = new URLSearchParams(location.search).get('story') ?? '';
if (!isStoryName(name)) throw new Error(`There is no story "${name}".`);
const story = stories[name];
const element = document.querySelector<HTMLElement>('#root')!;
if (story.environment === undefined) {
  const client = createFakeClient(story.peer(Date.now()), Date.now);
  story.before?.(client);
  Object.assign(window, { client });
  await mount(element, client);
  // After the first answers.
  setTimeout(() => story.after?.(client, Date.now()), 50);
} else await mountEnvironment(element, fakeEnvironment(story.environment));
