/** The interface on a made-up peer, for tests and pictures; never shipped. `?story=` names which. */
import { mount } from '../../../../src/renderer/app/mount.tsx';
import { createFakeClient } from '../../../../src/renderer/lib/fakeClient.ts';
import { isStoryName, stories } from './stories.ts';

const name = new URLSearchParams(location.search).get('story') ?? '';
if (!isStoryName(name)) throw new Error(`There is no story "${name}".`);
const story = stories[name];
const client = createFakeClient(story.peer(Date.now()), Date.now);
Object.assign(window, { client });
await mount(document.querySelector<HTMLElement>('#root')!, client);
// After the first answers.
setTimeout(() => story.after?.(client), 50);
