/** The page's entry: a client for where it runs, and the interface on it. */
import { mount } from './app/mount.tsx';
import { openClient } from './lib/openClient.ts';

const element = document.querySelector<HTMLElement>('#root');
if (element === null) throw new Error('index.html has no #root');
await mount(element, await openClient(window));
